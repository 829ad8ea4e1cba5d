namespace Virga.Documents;

/// <summary>A store whose reads are repeated while it cannot answer. Writes pass through: whoever makes them knows whether they may be repeated.</summary>
internal sealed class RetryingStore(IDocumentStore store, StoreRetry retry) : IDocumentStore
{
    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default) =>
        retry.RunAsync(token => store.ReadAsync(partition, id, options, token), cancellationToken);

    public Task<StoreManyResult> ReadManyAsync(string container, IReadOnlyList<StoreKey> keys, StoreReadOptions? options = null, CancellationToken cancellationToken = default) =>
        retry.RunAsync(token => store.ReadManyAsync(container, keys, options, token), cancellationToken);

    public Task<StoreManyResult> ReadTogetherAsync(StorePartition partition, IReadOnlyList<string> ids, CancellationToken cancellationToken = default) =>
        retry.RunAsync(token => store.ReadTogetherAsync(partition, ids, token), cancellationToken);

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default) =>
        retry.RunAsync(token => store.QueryAsync(query, token), cancellationToken);

    public Task<StoreAggregate> AggregateAsync(StoreQuery query, StoreAggregation aggregation, CancellationToken cancellationToken = default) =>
        retry.RunAsync(token => store.AggregateAsync(query, aggregation, token), cancellationToken);

    public Task<IReadOnlyList<string?>> RangesAsync(string container, CancellationToken cancellationToken = default) =>
        retry.RunAsync(token => store.RangesAsync(container, token), cancellationToken);

    public StoreQueryText Describe(StoreQuery query) => store.Describe(query);

    public Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        store.WriteAsync(partition, operation, options, cancellationToken);

    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default) =>
        store.TransactAsync(transaction, cancellationToken);
}
