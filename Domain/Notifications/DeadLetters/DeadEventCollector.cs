using Microsoft.Extensions.Logging;

namespace Virga.Notifications;

/// <summary>Turns the events that Event Grid gave up, which it leaves in blobs, into dead letters of their recipients.</summary>
/// <remarks>
/// Event Grid writes a dead-letter blob after five minutes, and drops the event when storage is away for four hours. Where only some recipients of an event had been reached,
/// the others cannot be told apart: all get a dead letter, and a redrive repeats a message under its id. Collecting twice is harmless, as a dead letter is stored under subscription and message.
/// </remarks>
public sealed class DeadEventCollector
{
    /// <summary>The container that the event subscription's dead letters are written to.</summary>
    public const string Container = "event-deadletter";

    /// <summary>The most blobs that one run collects; the next goes on.</summary>
    public const int Limit = 500;

    // The subscription is deliver-events where it is deployed, and bears the function's name on a local host; Event Grid writes it in capitals.
    private const string Subscription = "DELIVEREVENTS";
    private const string Unreadable = "unreadable/";

    private readonly IBlobStore _blobs;
    private readonly ClaimChecks _claims;
    private readonly DeadLetterWriter _deadLetters;
    private readonly ILogger<DeadEventCollector> _logger;

    internal DeadEventCollector(IBlobStore blobs, ClaimChecks claims, DeadLetterWriter deadLetters, ILogger<DeadEventCollector> logger)
    {
        _blobs = blobs;
        _claims = claims;
        _deadLetters = deadLetters;
        _logger = logger;
    }

    /// <summary>Collects once. A blob goes when all of it is stored as dead letters; one that cannot be read is put aside below <c>unreadable/</c>, and those of other subscriptions stay.</summary>
    /// <returns>How many blobs were collected or put aside.</returns>
    /// <exception cref="StorageException">The blob store refused; what is left is collected by the next run.</exception>
    public async Task<int> CollectAsync(CancellationToken cancellationToken = default)
    {
        var collected = 0;
        await foreach (var name in _blobs.ListAsync(Container, "", cancellationToken).ConfigureAwait(false))
        {
            if (collected == Limit)
            {
                break;
            }

            if (IsOurs(name) && await _blobs.ReadAsync(Container, name, cancellationToken).ConfigureAwait(false) is { } content)
            {
                await CollectAsync(name, content, cancellationToken).ConfigureAwait(false);
                collected++;
            }
        }

        return collected;
    }

    // topic/SUBSCRIPTION/yyyy/MM/dd/HH/id.json
    private static bool IsOurs(string name) =>
        name.Split('/') is [_, var subscription, _, ..] && subscription.Replace("-", "", StringComparison.Ordinal).Equals(Subscription, StringComparison.OrdinalIgnoreCase);

    private async Task CollectAsync(string name, BinaryData content, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var dead in DeadEvent.Read(content))
            {
                await WriteAsync(dead, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (FormatException error)
        {
            await _blobs.WriteAsync(Container, Unreadable + name, content, cancellationToken).ConfigureAwait(false);
            Log.DeadEventUnreadable(_logger, Unreadable + name, error);
        }

        await _blobs.DeleteAsync(Container, name, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(DeadEvent dead, CancellationToken cancellationToken)
    {
        var whole = await _claims.RestoreAsync(dead.Routed.Message, dead.Routed.Blob, cancellationToken).ConfigureAwait(false);
        var result = AttemptResult.Final(whole is null ? $"{dead.Reason} {DeliveryWorker.BlobGone}" : dead.Reason);
        foreach (var recipient in dead.Routed.Recipients)
        {
            var delivery = new Delivery { Recipient = recipient, Message = dead.Routed.Message, Attempt = dead.Attempts };
            await _deadLetters.WriteAsync(delivery, whole ?? dead.Routed.Message, result, body: null, dead.Published, dead.LastAttempt, cancellationToken).ConfigureAwait(false);
            Log.DeadLettered(_logger, dead.Routed.Message.MessageId, recipient, dead.Attempts, dead.Reason);
        }
    }
}
