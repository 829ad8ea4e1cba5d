using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Does the operations of a bulk request, a few at a time; each has its own outcome, as if it had been a request.</summary>
internal sealed class BulkRun(IJsonRepository documents, PartitionKey partition, Func<string, DocumentKey> keyOf)
{
    private const int AtOnce = 8;

    public async Task<IReadOnlyList<BulkOutcome>> RunAsync(IReadOnlyList<BulkOperation> operations, CancellationToken cancellationToken)
    {
        var outcomes = new BulkOutcome[operations.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(operations.Index(), parallel, async (entry, token) =>
            outcomes[entry.Index] = await TryAsync(entry.Item, token).ConfigureAwait(false)).ConfigureAwait(false);
        return outcomes;
    }

    /// <summary>What is nobody's fault but ours fails the whole request; it is in the log then.</summary>
    private async Task<BulkOutcome> TryAsync(BulkOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            return await DoAsync(operation, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refusal) when (!cancellationToken.IsCancellationRequested
            && ProblemMap.Of(refusal, hasIfMatch: operation.IfMatch is not null) is { Code: not ProblemCodes.Internal })
        {
            var problem = ProblemMap.Of(refusal, hasIfMatch: operation.IfMatch is not null);
            return new BulkOutcome(problem.Status, Problem: problem);
        }
    }

    private async Task<BulkOutcome> DoAsync(BulkOperation operation, CancellationToken cancellationToken)
    {
        var body = operation.Body!;
        if (operation is { Op: BulkOperation.Create, Id: null })
        {
            return new BulkOutcome(201, await documents.CreateAsync(partition, body, cancellationToken).ConfigureAwait(false));
        }

        var key = keyOf(operation.Id!);
        var version = Version(operation);
        switch (operation.Op)
        {
            case BulkOperation.Create:
                return new BulkOutcome(201, await documents.CreateAsync(key, body, cancellationToken).ConfigureAwait(false));
            case BulkOperation.Replace when operation.IfMatch is null:
                throw Preconditions.IfMatchRequired();
            case BulkOperation.Replace:
                return new BulkOutcome(200, await documents.ReplaceAsync(key, body, version, cancellationToken).ConfigureAwait(false));
            case BulkOperation.Upsert:
                return await UpsertAsync(key, body, version, cancellationToken).ConfigureAwait(false);
            case BulkOperation.Patch:
                return new BulkOutcome(200, await documents.MergeAsync(key, body, version, cancellationToken).ConfigureAwait(false));
            default:
                return await documents.DeleteAsync(key, version, cancellationToken).ConfigureAwait(false)
                    ? new BulkOutcome(204)
                    : throw new GatewayException(404, ProblemCodes.DocumentNotFound, "The document is not there.");
        }
    }

    private async Task<BulkOutcome> UpsertAsync(DocumentKey key, JsonObject body, JsonWriteOptions? version, CancellationToken cancellationToken)
    {
        try
        {
            return new BulkOutcome(200, await documents.ReplaceAsync(key, body, version, cancellationToken).ConfigureAwait(false));
        }
        catch (DocumentNotFoundException) when (version is null)
        {
            return new BulkOutcome(201, await documents.CreateAsync(key, body, cancellationToken).ConfigureAwait(false));
        }
    }

    private static JsonWriteOptions? Version(BulkOperation operation) =>
        operation.IfMatch is null or "*" ? null : new JsonWriteOptions { IfMatch = Preconditions.VersionOf(operation.IfMatch) };
}
