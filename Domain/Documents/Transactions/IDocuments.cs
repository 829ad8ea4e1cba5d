namespace Virga.Documents;

/// <summary>The door to all documents: repositories of models, and transactions over several.</summary>
public interface IDocuments
{
    /// <summary>The documents of a model.</summary>
    /// <exception cref="SchemaException">The model is defined wrongly.</exception>
    IRepository<T> For<T>(Schema<T> schema);

    /// <summary>A query of one partition for documents of several models, each read as its own type (single-table design).</summary>
    /// <param name="partition">The partition, or its first levels.</param>
    /// <param name="models">The models, all of one container.</param>
    /// <exception cref="ArgumentException">There is no model, or they are in different containers.</exception>
    /// <exception cref="SchemaException">A model is defined wrongly.</exception>
    UnionQuery Query(PartitionKey partition, params ReadOnlySpan<Schema> models);

    /// <summary>Does several writes of one partition, all or none. Everything is checked before anything is sent.</summary>
    /// <param name="partition">The partition all of them are in.</param>
    /// <param name="build">Adds the operations; called once.</param>
    /// <param name="cancellationToken">Gives up waiting; the transaction may have happened all the same.</param>
    /// <exception cref="ValidationException">Documents or updates are not valid; it has every operation's faults.</exception>
    /// <exception cref="TransactionFailedException">An operation was refused; it says which, and why. Nothing was written.</exception>
    Task<TransactionOutcome> TransactAsync(PartitionKey partition, Action<Transaction> build, CancellationToken cancellationToken = default);

    /// <summary>Does several writes of one partition, all or none, once for a token (<see cref="TransactionOptions.Token"/>).</summary>
    /// <param name="partition">The partition all of them are in.</param>
    /// <param name="build">Adds the operations; called once.</param>
    /// <param name="options">Token, and what a refusal tells.</param>
    /// <param name="cancellationToken">Gives up waiting; the transaction may have happened all the same.</param>
    /// <exception cref="ValidationException">Documents or updates are not valid; it has every operation's faults.</exception>
    /// <exception cref="TransactionFailedException">An operation was refused; it says which, and why. Nothing was written.</exception>
    /// <exception cref="TransactionTokenException">The token belongs to another transaction.</exception>
    Task<TransactionOutcome> TransactAsync(PartitionKey partition, Action<Transaction> build, TransactionOptions options, CancellationToken cancellationToken = default);

    /// <summary>Reads documents of one partition, of any models, as they were at one moment: no write lies between them.</summary>
    /// <remarks>In Cosmos DB a transactional batch of reads. A document that is missing refuses the batch, which is then asked again without it: what is found is of one moment, and what is
    /// missing was missing just before. Across partitions there is no such read.</remarks>
    /// <param name="partition">The partition all of them are in.</param>
    /// <param name="build">Adds the documents, at most <see cref="StoreLimits.OperationsPerTransaction"/>; called once.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<TogetherResult> ReadTogetherAsync(PartitionKey partition, Action<Together> build, CancellationToken cancellationToken = default);

    /// <summary>Says what a transaction would send, without sending it: one description for each operation; those that read first have no write yet.</summary>
    /// <exception cref="ValidationException">Documents or updates are not valid.</exception>
    Task<IReadOnlyList<RequestDescription>> DescribeAsync(PartitionKey partition, Action<Transaction> build);

    /// <summary>Reads what documents refer to, level by level, each document once: one request for every level and container, however many models are in it.</summary>
    /// <remarks>References stay keys in the documents; ask the result for what they lead to. What is missing is told and stops nothing; a circle ends where it meets what is known.</remarks>
    /// <param name="items">The documents that refer: items of reads, pages or queries.</param>
    /// <param name="build">Says which references are followed.</param>
    /// <param name="options">How the documents are read.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<Included> IncludeAsync<T>(IEnumerable<Item<T>> items, Action<IncludeBuilder<T>> build, ReadOptions? options = null, CancellationToken cancellationToken = default);
}
