using Virga.Documents;

namespace Integration.Documents;

/// <summary>A store where somebody else writes just before each replacement.</summary>
internal sealed class RacingStore(IDocumentStore inner) : IDocumentStore
{
    public required Func<Task> BeforeReplace { get; init; }

    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(partition, id, options, cancellationToken);

    public async Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (operation is StoreOperation.Replace)
        {
            await BeforeReplace();
        }

        return await inner.WriteAsync(partition, operation, options, cancellationToken);
    }

    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default) => inner.TransactAsync(transaction, cancellationToken);

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default) => inner.QueryAsync(query, cancellationToken);
}
