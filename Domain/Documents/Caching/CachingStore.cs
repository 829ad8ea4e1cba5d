using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>A store with a <see cref="DocumentCache"/> in front of its point reads, which its writes keep true.</summary>
internal sealed class CachingStore(IDocumentStore store, DocumentCache cache) : IDocumentStore
{
    public async Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is { NoCache: true } or { IsForWrite: true } or { SessionToken: not null } or { IfNoneMatch: not null } || !cache.TryFind(partition, id, out var entry))
        {
            return await store.ReadAsync(partition, id, options, cancellationToken).ConfigureAwait(false);
        }

        var document = await cache.GetAsync(
            partition,
            id,
            entry,
            async token => (await store.ReadAsync(partition, id, options, token).ConfigureAwait(false) as StoreReadResult.Found)?.Document,
            cancellationToken).ConfigureAwait(false);
        return document is null ? new StoreReadResult.Missing() : new StoreReadResult.Found(document);
    }

    public async Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.WriteAsync(partition, operation, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whatever came of it: a write that failed may have happened.
            await cache.ForgetAsync(partition, operation.Id, CancellationToken.None).ConfigureAwait(false);
        }
    }

    public async Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.TransactAsync(transaction, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ForgetAsync(transaction.Partition, transaction.Operations).ConfigureAwait(false);
        }
    }

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default) => store.QueryAsync(query, cancellationToken);

    public Task<StoreAggregate> AggregateAsync(StoreQuery query, StoreAggregation aggregation, CancellationToken cancellationToken = default) =>
        store.AggregateAsync(query, aggregation, cancellationToken);

    public Task<IReadOnlyList<string?>> RangesAsync(string container, CancellationToken cancellationToken = default) => store.RangesAsync(container, cancellationToken);

    public StoreQueryText Describe(StoreQuery query) => store.Describe(query);

    public Task<StoreManyResult> ReadManyAsync(string container, IReadOnlyList<StoreKey> keys, StoreReadOptions? options = null, CancellationToken cancellationToken = default) =>
        store.ReadManyAsync(container, keys, options, cancellationToken);

    public Task<StoreManyResult> ReadTogetherAsync(StorePartition partition, IReadOnlyList<string> ids, CancellationToken cancellationToken = default) =>
        store.ReadTogetherAsync(partition, ids, cancellationToken);

    private async Task ForgetAsync(StorePartition partition, ImmutableArray<StoreOperation> operations)
    {
        foreach (var operation in operations)
        {
            await cache.ForgetAsync(partition, operation.Id, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
