using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Lets one at a time bring about an effect outside the store, and nobody any more once it is marked done.</summary>
/// <param name="store">Where the mark is, in a partition of the delivery's own.</param>
/// <param name="time">The clock leases end by.</param>
/// <param name="delivery">What names the delivery at its handler.</param>
/// <param name="keep">How long a mark stands.</param>
internal sealed class EffectLease(IDocumentStore store, TimeProvider time, string delivery, TimeSpan keep)
{
    private const string Model = "_effect";

    /// <summary>Runs the effect unless it is done; false when it is.</summary>
    /// <exception cref="EffectInProgressException">Somebody else is at it.</exception>
    public async Task<bool> RunAsync(string name, TimeSpan lease, Func<CancellationToken, Task> effect, CancellationToken cancellationToken)
    {
        var partition = StorePartition.Of($"{Model}-{delivery}");
        var id = StoredId.Of(Model, name);
        if (await ClaimAsync(partition, id, name, lease, cancellationToken).ConfigureAwait(false) is not { } claim)
        {
            return false;
        }

        using var ending = new CancellationTokenSource(lease, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, cancellationToken);
        try
        {
            await effect(both.Token).ConfigureAwait(false);
        }
        catch
        {
            await ReleaseAsync(partition, id, claim).ConfigureAwait(false);
            throw;
        }

        // From here on it happened: a caller who gives up now must not keep the mark from being written.
        await store.WriteAsync(partition, new StoreOperation.Replace(id, Mark(name, null)) { IfMatch = claim, TimeToLive = keep }, null, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private async Task<string?> ClaimAsync(StorePartition partition, string id, string name, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claimed = Mark(name, time.GetUtcNow() + lease);
        try
        {
            return (await store.WriteAsync(partition, new StoreOperation.Create(id, claimed) { TimeToLive = keep }, null, cancellationToken).ConfigureAwait(false))!.ETag;
        }
        catch (DocumentExistsException)
        {
            // Done, or somebody's, or left behind.
        }

        if (await store.ReadAsync(partition, id, null, cancellationToken).ConfigureAwait(false) is not StoreReadResult.Found found)
        {
            throw InProgress(name);
        }

        if (UntilOf(found.Document) is not { } until)
        {
            return null;
        }

        if (until > time.GetUtcNow())
        {
            throw InProgress(name);
        }

        try
        {
            var taken = new StoreOperation.Replace(id, claimed) { IfMatch = found.Document.ETag, TimeToLive = keep };
            return (await store.WriteAsync(partition, taken, null, cancellationToken).ConfigureAwait(false))!.ETag;
        }
        catch (Exception error) when (error is ETagMismatchException or DocumentNotFoundException)
        {
            throw InProgress(name);
        }
    }

    /// <summary>Lets the next attempt begin at once; a claim that cannot be taken back ends by itself.</summary>
    private async Task ReleaseAsync(StorePartition partition, string id, string claim)
    {
        try
        {
            await store.WriteAsync(partition, new StoreOperation.Delete(id) { IfMatch = claim }, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // The effect's own failure is what the caller has to hear of.
        }
    }

    private EffectInProgressException InProgress(string name) => new($"Effect '{name}' of delivery '{delivery}' is being brought about elsewhere, or was a moment ago.");

    private static JsonObject Mark(string name, DateTimeOffset? until)
    {
        var mark = new JsonObject { [EnvelopeNames.Model] = Model, [EnvelopeNames.Key] = name };
        if (until is { } end)
        {
            mark["until"] = end.ToString("O", CultureInfo.InvariantCulture);
        }

        return mark;
    }

    private static DateTimeOffset? UntilOf(StoredDocument document)
    {
        using var json = JsonDocument.Parse(document.Body);
        return json.RootElement.TryGetProperty("until", out var until) ? DateTimeOffset.Parse(until.GetString()!, CultureInfo.InvariantCulture) : null;
    }
}
