namespace Virga.Documents;

/// <summary>The door to all documents: repositories of models, and transactions over several.</summary>
public interface IDocuments
{
    /// <summary>The documents of a model.</summary>
    /// <exception cref="SchemaException">The model is defined wrongly.</exception>
    IRepository<T> For<T>(Schema<T> schema);

    /// <summary>Does several writes of one partition, all or none. Everything is checked before anything is sent.</summary>
    /// <param name="partition">The partition all of them are in.</param>
    /// <param name="build">Adds the operations; called once.</param>
    /// <param name="cancellationToken">Gives up waiting; the transaction may have happened all the same.</param>
    /// <exception cref="ValidationException">Documents or updates are not valid; it has every operation's faults.</exception>
    /// <exception cref="TransactionFailedException">An operation was refused; it says which, and why. Nothing was written.</exception>
    Task<TransactionOutcome> TransactAsync(PartitionKey partition, Action<Transaction> build, CancellationToken cancellationToken = default);
}
