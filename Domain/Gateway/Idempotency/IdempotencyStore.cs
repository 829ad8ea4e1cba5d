using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Keeps idempotency keys among the documents, each in a partition of its own, created only when absent.</summary>
internal sealed class IdempotencyStore(IDocumentStore store, IdempotencyOptions options, TimeProvider time)
{
    private const int Races = 4;
    private static readonly StoreReadOptions Now = new() { NoCache = true };

    /// <summary>Asks for a key.</summary>
    /// <param name="id">What names the key of its caller and function.</param>
    /// <param name="fingerprint">What the request is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IdempotencyClaim> ClaimAsync(string id, string fingerprint, CancellationToken cancellationToken)
    {
        var record = new IdempotencyRecord(fingerprint, Guid.CreateVersion7(time.GetUtcNow()).ToString("n"), time.GetUtcNow() + options.Lease);
        for (var race = 0; race < Races; race++)
        {
            try
            {
                var created = await WriteAsync(id, new StoreOperation.Create(IdOf(id), record.ToJson(id)), cancellationToken).ConfigureAwait(false);
                return new IdempotencyClaim.Granted(record, created.ETag);
            }
            catch (Exception refusal) when (refusal is DocumentExistsException or StoreTimeoutException)
            {
                // Somebody has it; after a time-out that may be this request.
                if (await FindAsync(id, record, cancellationToken).ConfigureAwait(false) is { } claim)
                {
                    return claim;
                }
            }
        }

        return new IdempotencyClaim.Running(options.Lease);
    }

    /// <summary>Records the answer; false when the lease had passed and another attempt took the key over.</summary>
    public async Task<bool> CompleteAsync(string id, IdempotencyClaim.Granted claim, IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            var record = claim.Record with { Answer = answer };
            await WriteAsync(id, new StoreOperation.Replace(IdOf(id), record.ToJson(id)) { IfMatch = claim.ETag }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception refusal) when (refusal is ETagMismatchException or DocumentNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Gives the key back, as if the request had never come.</summary>
    public async Task ReleaseAsync(string id, IdempotencyClaim.Granted claim, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(PartitionOf(id), new StoreOperation.Delete(IdOf(id)) { IfMatch = claim.ETag }, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refusal) when (refusal is ETagMismatchException or DocumentNotFoundException)
        {
            // The lease had passed, and the key is another attempt's.
        }
    }

    /// <summary>What the key is used for; null when it has become free, or another attempt was faster to take it over.</summary>
    private async Task<IdempotencyClaim?> FindAsync(string id, IdempotencyRecord own, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(PartitionOf(id), IdOf(id), Now, cancellationToken).ConfigureAwait(false) is not StoreReadResult.Found { Document: var document })
        {
            return null;
        }

        var found = IdempotencyRecord.Read(document.Body);
        if (found.Run == own.Run)
        {
            return new IdempotencyClaim.Granted(own, document.ETag);
        }

        if (found.Fingerprint != own.Fingerprint)
        {
            return new IdempotencyClaim.Taken();
        }

        if (found.Answer is { } answer)
        {
            return new IdempotencyClaim.Done(answer);
        }

        var left = found.LeaseUntil - time.GetUtcNow();
        return left > TimeSpan.Zero
            ? new IdempotencyClaim.Running(left)
            : await TakeOverAsync(id, own, document.ETag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the key of an attempt that died.</summary>
    private async Task<IdempotencyClaim?> TakeOverAsync(string id, IdempotencyRecord own, string etag, CancellationToken cancellationToken)
    {
        try
        {
            var replaced = await WriteAsync(id, new StoreOperation.Replace(IdOf(id), own.ToJson(id)) { IfMatch = etag }, cancellationToken).ConfigureAwait(false);
            return new IdempotencyClaim.Granted(own, replaced.ETag);
        }
        catch (Exception refusal) when (refusal is ETagMismatchException or DocumentNotFoundException)
        {
            return null;
        }
    }

    private async Task<StoredDocument> WriteAsync(string id, StoreOperation operation, CancellationToken cancellationToken) =>
        (await store.WriteAsync(PartitionOf(id), operation with { TimeToLive = options.KeepFor }, null, cancellationToken).ConfigureAwait(false))!;

    private static StorePartition PartitionOf(string id) => StorePartition.Of($"{IdempotencyRecord.Model}-{id}");

    private static string IdOf(string id) => StoredId.Of(IdempotencyRecord.Model, id);
}
