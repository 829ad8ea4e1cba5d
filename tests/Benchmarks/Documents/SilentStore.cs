using Virga.Documents;

namespace Benchmarks;

/// <summary>A store that takes everything and costs nothing: what is left is the framework's own work.</summary>
internal sealed class SilentStore : IDocumentStore
{
    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<StoreReadResult>(new StoreReadResult.Missing());

    public Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<StoredDocument?>(new StoredDocument(operation.Id, default, "1"));

    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default) =>
        Task.FromResult(new StoreTransactionResult([.. transaction.Operations.Select(_ => "1")], 0));

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default) => Task.FromResult(new StorePage([], null, 0));
}
