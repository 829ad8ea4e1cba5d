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

    /// <summary>Reads several documents of any partitions: few requests however many there are (Cosmos DB: one for each physical partition and 1,000 keys).</summary>
    /// <remarks>A store that cannot do better reads one after the other.</remarks>
    async Task<StoreManyResult> ReadManyAsync(string container, IReadOnlyList<StoreKey> keys, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var documents = new StoredDocument?[keys.Count];
        for (var index = 0; index < keys.Count; index++)
        {
            var read = await ReadAsync(new StorePartition(container, keys[index].Partition), keys[index].Id, options, cancellationToken).ConfigureAwait(false);
            documents[index] = (read as StoreReadResult.Found)?.Document;
        }

        return new StoreManyResult(documents, documents.Sum(document => document?.RequestCharge ?? 0));
    }

    /// <summary>Reads several documents of one partition as they were at one moment: no write lies between them.</summary>
    /// <param name="partition">The partition all are in.</param>
    /// <param name="ids">1 to <see cref="StoreLimits.OperationsPerTransaction"/> stored ids, each once.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <remarks>What is found is of one moment. In Cosmos DB a missing document refuses the whole batch, which is then asked again without it: it was missing a moment earlier.</remarks>
    /// <exception cref="NotSupportedException">The store has no such reads.</exception>
    Task<StoreManyResult> ReadTogetherAsync(StorePartition partition, IReadOnlyList<string> ids, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("This store cannot read several documents as of one moment.");

    /// <summary>Counts, adds up or compares a value of all documents of a query, in the store: see <see cref="AggregateEvaluator"/> for the meaning. Order and page size count for nothing.</summary>
    /// <remarks>A store that cannot do better reads the documents.</remarks>
    Task<StoreAggregate> AggregateAsync(StoreQuery query, StoreAggregation aggregation, CancellationToken cancellationToken = default) =>
        AggregateEvaluator.EvaluateAsync(this, query, aggregation, cancellationToken);

    /// <summary>Parts the container can be read in at the same time, for <see cref="StoreQuery.Range"/> (Cosmos DB: its feed ranges); together they are all of it. They stay valid when the container grows.</summary>
    Task<IReadOnlyList<string?>> RangesAsync(string container, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<string?>>([null]);

    /// <summary>The query as the store is asked, without asking.</summary>
    StoreQueryText Describe(StoreQuery query) => StoreQueryText.Plain(query);
}
