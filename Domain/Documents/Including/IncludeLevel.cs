namespace Virga.Documents;

/// <summary>What is read in one round trip: everything the documents of the level before refer to.</summary>
internal sealed class IncludeLevel(Included included, DocumentsContext context)
{
    private readonly Dictionary<(string Container, StoreKey Key), Action<StoredDocument?>> _asked = [];
    private readonly List<Action<IncludeLevel>> _then = [];

    public Included Included { get; } = included;

    /// <summary>Asks for a document that is not known yet.</summary>
    public void Ask<T>(Repository<T> repository, DocumentKey key)
    {
        if (Included.Knows<T>(key))
        {
            return;
        }

        if (SchemaKeys.StoredIdOf(repository.Schema, key, out var partition) is not { } id)
        {
            Included.Add<T>(key, null);
            return;
        }

        _asked[(repository.Schema.Container, new StoreKey(partition, id))] = document =>
            Included.Add(key, document is null || repository.Engine.IsExpired(document) ? null : repository.Reader.ReadItem(document));
    }

    /// <summary>What to ask the next level for, once this one is read.</summary>
    public void Then(Action<IncludeLevel> next) => _then.Add(next);

    /// <summary>Reads what was asked for, one request a container; gives back the next level, or null when nothing follows.</summary>
    public async Task<IncludeLevel?> ReadAsync(StoreReadOptions? options, CancellationToken cancellationToken)
    {
        foreach (var container in _asked.GroupBy(asked => asked.Key.Container, StringComparer.Ordinal))
        {
            var asked = container.ToArray();
            var many = await context.Store.ReadManyAsync(container.Key, [.. asked.Select(entry => entry.Key.Key)], options, cancellationToken).ConfigureAwait(false);
            for (var index = 0; index < asked.Length; index++)
            {
                asked[index].Value(many.Documents[index]);
            }

            Included.Count(many.RequestCharge);
        }

        if (_then.Count == 0)
        {
            return null;
        }

        var next = new IncludeLevel(Included, context);
        foreach (var ask in _then)
        {
            ask(next);
        }

        return next;
    }
}
