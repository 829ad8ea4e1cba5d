using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Takes dead letters back: each is delivered again to its own subscription, with its message id and from its first attempt on.</summary>
/// <remarks>A message of a FIFO topic comes after those that overtook it when it died, marked as what it is by its sequence number.</remarks>
public sealed class Redriver
{
    private const int PageSize = 100;

    private readonly IDocumentStore _store;
    private readonly IBlobStore _blobs;
    private readonly DeliverySender _sender;

    internal Redriver(IDocumentStore store, IBlobStore blobs, DeliverySender sender) => (_store, _blobs, _sender) = (store, blobs, sender);

    /// <summary>Puts dead letters back into the delivery queue, spread over time, and removes them.</summary>
    /// <param name="subscriptionId">The subscription's id, or <c>fn:name</c> for a function.</param>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Stops; what was put back stays so, and the last may be a dead letter still.</param>
    /// <exception cref="ArgumentOutOfRangeException">Rate or limit is out of bounds.</exception>
    public async Task<RedriveResult> RedriveAsync(string subscriptionId, RedriveRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.PerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.PerSecond, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Limit, 10_000);
        var (letters, isComplete) = await FindAsync(subscriptionId, request, cancellationToken).ConfigureAwait(false);
        var redriven = 0;
        foreach (var letter in letters)
        {
            redriven += await TryRedriveAsync(subscriptionId, letter, TimeSpan.FromSeconds((double)redriven / request.PerSecond), cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        return new RedriveResult(redriven, isComplete);
    }

    // All of them first: removing changes what the query finds, and with it where a continuation would go on.
    private async Task<(List<StoredDocument> Letters, bool IsComplete)> FindAsync(string subscriptionId, RedriveRequest request, CancellationToken cancellationToken)
    {
        var partition = DeadLetterRecord.PartitionOf(subscriptionId);
        var found = new List<StoredDocument>();
        if (request.MessageIds is { } ids)
        {
            var read = await _store.ReadManyAsync(
                partition.Container, [.. ids.Distinct(StringComparer.Ordinal).Select(id => new StoreKey(partition.Key, DeadLetterRecord.IdOf(id)))], null, cancellationToken).ConfigureAwait(false);
            found.AddRange(read.Documents.OfType<StoredDocument>().Where(document => request.Wants(DeadLetterRecord.Read(document.Body).Letter)));
            return (found.Count > request.Limit ? found[..request.Limit] : found, found.Count <= request.Limit);
        }

        var query = DeadLetterRecord.Query(subscriptionId, PageSize, continuation: null);
        do
        {
            var page = await _store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Documents.Where(document => request.Wants(DeadLetterRecord.Read(document.Body).Letter)));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null && found.Count < request.Limit);
        return (found.Count > request.Limit ? found[..request.Limit] : found, query.Continuation is null && found.Count <= request.Limit);
    }

    /// <summary>Takes one back; false for one whose blob is gone: it stays, to be seen.</summary>
    private async Task<bool> TryRedriveAsync(string subscriptionId, StoredDocument stored, TimeSpan delay, CancellationToken cancellationToken)
    {
        var (letter, blob) = DeadLetterRecord.Read(stored.Body);
        var message = blob is null
            ? DeadLetterRecord.ReadMessage(stored.Body)
            : await _blobs.ReadAsync(DeadLetterWriter.Container, blob, cancellationToken).ConfigureAwait(false) is { } large ? DeadLetterRecord.ReadMessage(large.ToMemory()) : null;
        if (message is null)
        {
            return false;
        }

        await _sender.SendAsync(new Delivery { Recipient = subscriptionId, Message = message, Redrives = letter.Redrives + 1 }, delay, cancellationToken).ConfigureAwait(false);
        NotificationTelemetry.Redriven.Add(1, new KeyValuePair<string, object?>("topic", message.Topic));
        try
        {
            await _store.WriteAsync(DeadLetterRecord.PartitionOf(subscriptionId), new StoreOperation.Delete(stored.Id) { IfMatch = stored.ETag }, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DocumentNotFoundException or ETagMismatchException)
        {
            // Somebody else took it back too, or it is dead again already.
        }

        return true;
    }
}
