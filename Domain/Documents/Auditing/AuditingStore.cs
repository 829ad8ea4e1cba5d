using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A store that writes an entry of the audit trail with each change of an audited model, in one transaction: there is no change without its entry, and no entry without its change.</summary>
/// <remarks>
/// Where the entry says what was there before, the document is read first and written only over the version read; when somebody else was faster, it is read again, five times at most;
/// after that the entry says that it is uncertain. Callers see nothing of it: refusals are those of their own operations.
/// </remarks>
internal sealed class AuditingStore(IDocumentStore store, Auditor auditor) : IDocumentStore
{
    private const int Races = 5;

    private static readonly StoreReadOptions ForWrite = new() { IsForWrite = true };

    public async Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (auditor.DetailOf(operation) is null)
        {
            return await store.WriteAsync(partition, operation, options, cancellationToken).ConfigureAwait(false);
        }

        StoreTransactionResult result;
        try
        {
            result = await TransactAsync(new StoreTransaction(partition, [operation]) { ReturnCurrent = options?.ReturnCurrent ?? false }, cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionFailedException refused) when (refused.Index == 0)
        {
            throw refused.Reason;
        }

        if (operation is StoreOperation.Delete)
        {
            return null;
        }

        var written = new StoredDocument(operation.Id, default, result.ETags[0]) { RequestCharge = result.RequestCharge, SessionToken = result.SessionToken };
        return options?.ReturnBody == true ? await ReadBackAsync(partition, written, cancellationToken).ConfigureAwait(false) : written;
    }

    public async Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default)
    {
        if (!transaction.Operations.Any(operation => auditor.DetailOf(operation) is not null))
        {
            return await store.TransactAsync(transaction, cancellationToken).ConfigureAwait(false);
        }

        for (var race = 0; ; race++)
        {
            var (operations, guarded) = await AuditAsync(transaction, isLast: race == Races, cancellationToken).ConfigureAwait(false);
            try
            {
                var result = await store.TransactAsync(transaction with { Operations = operations }, cancellationToken).ConfigureAwait(false);
                return result with { ETags = result.ETags[..transaction.Operations.Length] };
            }
            catch (TransactionFailedException refused) when (guarded.Contains(refused.Index) && refused.Reason is ETagMismatchException or DocumentNotFoundException && race < Races)
            {
                // Only our own demand was not met: somebody else wrote since the read.
            }
        }
    }

    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default) =>
        store.ReadAsync(partition, id, options, cancellationToken);

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default) => store.QueryAsync(query, cancellationToken);

    public Task<StoreAggregate> AggregateAsync(StoreQuery query, StoreAggregation aggregation, CancellationToken cancellationToken = default) =>
        store.AggregateAsync(query, aggregation, cancellationToken);

    public Task<IReadOnlyList<string?>> RangesAsync(string container, CancellationToken cancellationToken = default) => store.RangesAsync(container, cancellationToken);

    public StoreQueryText Describe(StoreQuery query) => store.Describe(query);

    public Task<StoreManyResult> ReadManyAsync(string container, IReadOnlyList<StoreKey> keys, StoreReadOptions? options = null, CancellationToken cancellationToken = default) =>
        store.ReadManyAsync(container, keys, options, cancellationToken);

    public Task<StoreManyResult> ReadTogetherAsync(StorePartition partition, IReadOnlyList<string> ids, CancellationToken cancellationToken = default) =>
        store.ReadTogetherAsync(partition, ids, cancellationToken);

    /// <summary>The operations with their entries behind them, and the numbers of those that now demand the version that was read.</summary>
    private async Task<(ImmutableArray<StoreOperation> Operations, HashSet<int> Guarded)> AuditAsync(StoreTransaction transaction, bool isLast, CancellationToken cancellationToken)
    {
        var operations = transaction.Operations.ToBuilder();
        var entries = new List<StoreOperation>();
        var guarded = new HashSet<int>();
        foreach (var (index, operation) in transaction.Operations.Index())
        {
            if (auditor.DetailOf(operation) is not { } detail)
            {
                continue;
            }

            // What one transaction writes twice has no version in between that could be read.
            var isTwice = transaction.Operations.Count(other => other.Id == operation.Id) > 1;
            var isRead = detail != AuditDetail.Who && operation is not StoreOperation.Create && !isTwice;
            var before = isRead ? await FindAsync(transaction.Partition, operation.Id, cancellationToken).ConfigureAwait(false) : null;
            if (before is not null && operation.IfMatch is null && !isLast)
            {
                operations[index] = operation with { IfMatch = before.ETag };
                guarded.Add(index);
            }

            var body = before is null ? null : JsonNode.Parse(before.Body.Span) as JsonObject;
            entries.Add(auditor.EntryOf(transaction.Partition.Key, operation, detail, body, isUncertain: (isRead && isLast) || (detail != AuditDetail.Who && isTwice)));
        }

        return operations.Count + entries.Count <= StoreLimits.OperationsPerTransaction
            ? ([.. operations, .. entries], guarded)
            : throw new InvalidOperationException(
                $"The transaction has {operations.Count} operations, and {entries.Count} of them are audited, each with an entry beside it: together they may be {StoreLimits.OperationsPerTransaction}. Split it.");
    }

    private async Task<StoredDocument?> FindAsync(StorePartition partition, string id, CancellationToken cancellationToken) =>
        await store.ReadAsync(partition, id, ForWrite, cancellationToken).ConfigureAwait(false) is StoreReadResult.Found found ? found.Document : null;

    /// <summary>A transaction gives no documents back. Somebody may have written since: then that is what comes back, with its own version.</summary>
    private async Task<StoredDocument> ReadBackAsync(StorePartition partition, StoredDocument written, CancellationToken cancellationToken) =>
        await store.ReadAsync(partition, written.Id, ForWrite with { SessionToken = written.SessionToken }, cancellationToken).ConfigureAwait(false) is StoreReadResult.Found { Document: var now }
            ? now with { RequestCharge = written.RequestCharge + now.RequestCharge }
            : throw new DocumentNotFoundException($"The document '{written.Id}' was written, and removed by somebody else before it could be read back.");
}
