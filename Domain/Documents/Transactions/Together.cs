using System.Globalization;

namespace Virga.Documents;

/// <summary>Collects the documents of one partition that are read as of one moment. See <see cref="IDocuments.ReadTogetherAsync"/>; used inside it only.</summary>
public sealed class Together
{
    private readonly List<(string? Id, Func<StoredDocument, object?> Read)> _reads = [];
    private readonly PartitionKey _partition;
    private string? _container;

    internal Together(PartitionKey partition)
    {
        _partition = partition;
    }

    internal string Container => _container ?? StorePartition.DefaultContainer;

    internal IReadOnlyList<(string? Id, Func<StoredDocument, object?> Read)> Reads => _reads;

    /// <summary>Adds a document. Its place among those added is the index of <see cref="TogetherResult.Item{T}"/>.</summary>
    /// <exception cref="ArgumentException">It is in another partition or container.</exception>
    /// <exception cref="InvalidOperationException">There are as many as one read takes.</exception>
    public Together Get<T>(IRepository<T> repository, DocumentKey key)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var own = repository as Repository<T> ?? throw new ArgumentException("Reads take repositories made by IDocuments.For or injected.", nameof(repository));
        var schema = repository.Schema;
        var id = SchemaKeys.StoredIdOf(schema, key, out var partition);
        if (partition != _partition || (_container is not null && _container != schema.Container))
        {
            throw new ArgumentException(
                $"The '{schema.Name}' '{key.Id}' is in partition '{partition}' of '{schema.Container}', but this reads '{_partition}' of '{Container}'. Only documents of one partition are of one moment: "
                + "use GetManyAsync for several.",
                nameof(key));
        }

        if (_reads.Count >= StoreLimits.OperationsPerTransaction)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"At most {StoreLimits.OperationsPerTransaction} documents are read as of one moment."));
        }

        _container = schema.Container;
        _reads.Add((id, document => own.Engine.IsExpired(document) ? null : own.Reader.ReadItem(document)));
        return this;
    }
}
