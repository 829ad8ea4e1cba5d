using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Does one write in a transaction with a token's marker, so that it happens once.</summary>
internal static class OnceWrite
{
    /// <summary>The document as it was written; as it is now when that was done before.</summary>
    /// <exception cref="DocumentNotFoundException">It was written under the token before, and is gone since.</exception>
    public static async Task<Item<JsonObject>> RunAsync(DocumentEngine engine, StorePartition partition, PendingOperation write, TransactionOptions once, CancellationToken cancellationToken)
    {
        var outcome = await CommitAsync(engine, partition, write, once, cancellationToken).ConfigureAwait(false);
        var item = outcome.Results[0].Item as Item<JsonObject> ?? throw StoreErrors.NotFound(engine.Schema, write.Key!.Value with { Id = outcome.Results[0].Key!.Value.Id });
        return item with { RequestCharge = outcome.RequestCharge, SessionToken = outcome.SessionToken };
    }

    /// <exception cref="StoreException">The write was refused, as it would have been alone.</exception>
    public static async Task<TransactionOutcome> CommitAsync(DocumentEngine engine, StorePartition partition, PendingOperation write, TransactionOptions once, CancellationToken cancellationToken)
    {
        once.Check();
        try
        {
            return await new TransactionRun(engine.Context, partition, [write], once).CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionFailedException failed)
        {
            throw failed.Reason;
        }
    }
}
