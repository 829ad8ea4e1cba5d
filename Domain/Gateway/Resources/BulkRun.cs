using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Does the operations of a bulk request, a few at a time; each has its own outcome, as if it had been a request.</summary>
internal sealed class BulkRun(CallerDocuments documents, PartitionKey partition, ResourceKeys keys)
{
    private const int AtOnce = 8;

    public async Task<IReadOnlyList<BulkOutcome>> RunAsync(IReadOnlyList<BulkOperation> operations, HttpRequest request, CancellationToken cancellationToken)
    {
        // In their order, so that each operation has the same token when the request comes again.
        var work = operations.Select(operation => (Operation: operation, Once: request.Once())).ToList();
        var outcomes = new BulkOutcome[operations.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(work.Index(), parallel, async (entry, token) =>
            outcomes[entry.Index] = await TryAsync(entry.Item.Operation, entry.Item.Once, token).ConfigureAwait(false)).ConfigureAwait(false);
        return outcomes;
    }

    /// <summary>What is nobody's fault but ours fails the whole request; it is in the log then.</summary>
    private async Task<BulkOutcome> TryAsync(BulkOperation operation, TransactionOptions once, CancellationToken cancellationToken)
    {
        try
        {
            return await DoAsync(operation, once, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refusal) when (!cancellationToken.IsCancellationRequested
            && ProblemMap.Of(refusal, hasIfMatch: operation.IfMatch is not null) is { Code: not ProblemCodes.Internal })
        {
            var problem = ProblemMap.Of(refusal, hasIfMatch: operation.IfMatch is not null);
            return new BulkOutcome(problem.Status, Problem: problem);
        }
    }

    private async Task<BulkOutcome> DoAsync(BulkOperation operation, TransactionOptions once, CancellationToken cancellationToken)
    {
        var body = operation.Body!;
        if (operation is { Op: BulkOperation.Create, Id: null })
        {
            return new BulkOutcome(201, await documents.CreateAsync(partition, body, once, cancellationToken).ConfigureAwait(false));
        }

        var key = keys.Of(partition, operation.Id!);
        var version = operation.IfMatch is null or "*" ? null : Preconditions.VersionOf(operation.IfMatch);
        switch (operation.Op)
        {
            case BulkOperation.Create:
                return new BulkOutcome(201, await documents.CreateAsync(key, body, once, cancellationToken).ConfigureAwait(false));
            case BulkOperation.Replace when operation.IfMatch is null:
                throw Preconditions.IfMatchRequired();
            case BulkOperation.Replace:
                return new BulkOutcome(200, await documents.ReplaceAsync(key, body, version, once, cancellationToken).ConfigureAwait(false));
            case BulkOperation.Upsert:
                return await UpsertAsync(key, body, version, once, cancellationToken).ConfigureAwait(false);
            case BulkOperation.Patch:
                return new BulkOutcome(200, await documents.MergeAsync(key, body, version, once, cancellationToken).ConfigureAwait(false));
            default:
                return await documents.DeleteAsync(key, version, once, cancellationToken).ConfigureAwait(false)
                    ? new BulkOutcome(204)
                    : throw new GatewayException(404, ProblemCodes.DocumentNotFound, "The document is not there.");
        }
    }

    private async Task<BulkOutcome> UpsertAsync(DocumentKey key, JsonObject body, string? version, TransactionOptions once, CancellationToken cancellationToken)
    {
        try
        {
            return new BulkOutcome(200, await documents.ReplaceAsync(key, body, version, once, cancellationToken).ConfigureAwait(false));
        }
        catch (StoreException refusal) when (version is null && documents.ChoosesKeys && refusal is DocumentNotFoundException or TransactionTokenException)
        {
            // A token of another write is that of the creation, when the request came before.
            return new BulkOutcome(201, await documents.CreateAsync(key, body, once, cancellationToken).ConfigureAwait(false));
        }
    }
}
