namespace Virga.Documents;

/// <summary>Where documents are kept: the port the repository stands on. It knows keys, JSON, versions and conditions, and nothing of schemas.</summary>
/// <remarks>
/// A store adds <c>id</c>, the partition (<c>_pk</c>) and the expiry to what it is given, and refuses bodies that carry them.
/// Every method throws a <see cref="StoreException"/> leaf when the store refuses, and <see cref="OperationCanceledException"/> when cancelled.
/// </remarks>
public interface IDocumentStore
{
    /// <summary>Reads one document: exactly one request.</summary>
    Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Does one write: exactly one request. A <see cref="StoreOperation.Delete"/> gives back null.</summary>
    Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Does all writes or none.</summary>
    /// <exception cref="TransactionFailedException">One operation was refused; it names which, and why.</exception>
    Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default);

    /// <summary>Asks for one page of documents.</summary>
    Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default);
}
