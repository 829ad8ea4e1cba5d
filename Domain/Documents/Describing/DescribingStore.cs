using System.Diagnostics.CodeAnalysis;

namespace Virga.Documents;

/// <summary>A store that does nothing: the first request ends the operation with its description.</summary>
internal sealed class DescribingStore : IDocumentStore
{
    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new Described(new RequestDescription("read", partition.Container) { Partition = partition.Key, StoredId = id, ReadsFirst = options?.IsForWrite ?? false });

    public Task<StoreManyResult> ReadManyAsync(string container, IReadOnlyList<StoreKey> keys, StoreReadOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new Described(new RequestDescription("read-many", container) { Keys = keys });

    public Task<StoreManyResult> ReadTogetherAsync(StorePartition partition, IReadOnlyList<string> ids, CancellationToken cancellationToken = default) =>
        throw new Described(new RequestDescription("read-together", partition.Container) { Partition = partition.Key, Keys = [.. ids.Select(id => new StoreKey(partition.Key, id))] });

    public Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new Described(RequestDescription.Of(partition, operation));

    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default) =>
        throw new Described(new RequestDescription("transaction", transaction.Partition.Container) { Partition = transaction.Partition.Key, Operations = transaction.Operations });

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default) =>
        throw new Described(new RequestDescription("query", query.Container) { Partition = query.Partition, Query = query });

    public Task<StoreAggregate> AggregateAsync(StoreQuery query, StoreAggregation aggregation, CancellationToken cancellationToken = default) =>
        throw new Described(new RequestDescription("aggregate", query.Container) { Partition = query.Partition, Query = query with { Filter = aggregation.FilterOf(query) } });

    public Task<IReadOnlyList<string?>> RangesAsync(string container, CancellationToken cancellationToken = default) => throw new Described(new RequestDescription("ranges", container));

    public StoreQueryText Describe(StoreQuery query) => StoreQueryText.Plain(query);

    /// <summary>Runs an operation up to its first request; null when it would send none.</summary>
    public static async Task<RequestDescription?> FirstRequestAsync(Func<Task> operation)
    {
        try
        {
            await operation().ConfigureAwait(false);
            return null;
        }
        catch (Described described)
        {
            return described.Request;
        }
    }

    [SuppressMessage("Design", "CA1032", Justification = "Thrown and caught here only.")]
    [SuppressMessage("Design", "CA1064", Justification = "Thrown and caught here only.")]
    private sealed class Described(RequestDescription request) : Exception
    {
        public RequestDescription Request { get; } = request;
    }
}
