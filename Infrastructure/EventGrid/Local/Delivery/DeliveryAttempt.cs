using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Takes received messages through one delivery each: open, send, and then remove, put back or put aside.</summary>
internal sealed class DeliveryAttempt(
    LocalSubscription subscription, string queue, DeliveryStore store, IDeliveryTarget target, RetryRules rules, LocalFaults faults, DeliveryJournal journal, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan TroubleWait = TimeSpan.FromSeconds(10);

    /// <summary>Handles messages; those of one delivery succeed or fail together. Storage errors come out, and leave the messages to their visibility time-out.</summary>
    public async Task HandleAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken)
    {
        var items = new List<DeliveryItem>(messages.Count);
        foreach (var message in messages)
        {
            if (await OpenAsync(message, cancellationToken).ConfigureAwait(false) is { } item)
            {
                items.Add(item);
            }
        }

        if (items.Count > 0)
        {
            await Task.WhenAll(DeliveryBody.Cut(items, subscription).Select(batch => DeliverAsync(batch, cancellationToken))).ConfigureAwait(false);
        }
    }

    private async Task<DeliveryItem?> OpenAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        StoredDelivery? delivery;
        try
        {
            delivery = await store.OpenAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException error)
        {
            var blob = $"unreadable/{queue}/{message.Id}";
            await store.WriteDeadLetterAsync(subscription.DeadLetterContainer ?? DeadEventCollector.Container, blob, message.Body, cancellationToken).ConfigureAwait(false);
            await store.CompleteAsync(queue, message, delivery: null, cancellationToken).ConfigureAwait(false);
            Log.Unreadable(logger, error, subscription.Name, blob);
            return null;
        }

        if (delivery is null)
        {
            await store.CompleteAsync(queue, message, delivery: null, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (rules.Expired(delivery, time.GetUtcNow()) is { } reason)
        {
            await GiveUpAsync(message, delivery, reason, cancellationToken).ConfigureAwait(false);
            return null;
        }

        return new DeliveryItem(message, delivery, DeliveryBody.Convert(delivery, subscription.DeliverySchema));
    }

    private async Task DeliverAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Source.StartActivity("eventgrid deliver", ActivityKind.Producer);
        activity?.SetTag("messaging.destination.subscription.name", subscription.Name).SetTag("messaging.batch.message_count", items.Count);
        DeliveryResult result;
        try
        {
            var (body, contentType) = DeliveryBody.Write(items, subscription);
            result = faults.TakeForSubscription(subscription.Name) is { } status
                ? status == 0 ? new DeliveryResult(0, "SocketError") : DeliveryResult.Of(status)
                : await target.DeliverAsync(body, contentType, items[0].Delivery.Attempts, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            foreach (var item in items)
            {
                await store.ReleaseAsync(queue, item.Message, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
            }

            return;
        }

        // What happened has happened: a stop does not keep it from being written down.
        await SettleAsync(items, result).ConfigureAwait(false);
    }

    private async Task SettleAsync(IReadOnlyList<DeliveryItem> items, DeliveryResult result)
    {
        foreach (var item in items)
        {
            var tried = item.Delivery with { Attempts = item.Delivery.Attempts + 1, LastAttempt = time.GetUtcNow(), LastOutcome = result.Outcome };
            var verdict = rules.Judge(result, tried.Attempts);
            if (verdict.DeadLetterReason is { } reason)
            {
                await GiveUpAsync(item.Message, tried, reason, CancellationToken.None).ConfigureAwait(false);
            }
            else if (verdict.RetryAfter is { } wait)
            {
                await store.RetryAsync(queue, item.Message, tried, wait, CancellationToken.None).ConfigureAwait(false);
                journal.Add(tried.Id, subscription.Name, "Retry", tried.Attempts, $"{result.Outcome} ({result.Status}); due again in {wait}.");
                Telemetry.Retried.Add(1);
                Log.DeliveryRetried(logger, subscription.Name, result.Outcome, tried.Attempts, wait);
            }
            else
            {
                await store.CompleteAsync(queue, item.Message, tried, CancellationToken.None).ConfigureAwait(false);
                journal.Add(tried.Id, subscription.Name, "Delivered", tried.Attempts);
                Telemetry.Delivered.Add(1);
            }
        }
    }

    private async Task GiveUpAsync(QueuedMessage message, StoredDelivery delivery, string reason, CancellationToken cancellationToken)
    {
        if (subscription.DeadLetterContainer is { } container)
        {
            var blob = DeadLetter.BlobName(subscription, time.GetUtcNow());
            try
            {
                await store.WriteDeadLetterAsync(container, blob, DeadLetter.Write(delivery, reason), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // No dead letter, no acknowledgement.
                await store.ReleaseAsync(queue, message, TroubleWait, cancellationToken).ConfigureAwait(false);
                Log.DispatcherFailed(logger, error, subscription.Name, TroubleWait);
                return;
            }

            Log.DeadLettered(logger, subscription.Name, delivery.Attempts, reason, blob);
        }
        else
        {
            Log.Dropped(logger, subscription.Name, delivery.Attempts, reason);
        }

        await store.CompleteAsync(queue, message, delivery, cancellationToken).ConfigureAwait(false);
        journal.Add(delivery.Id, subscription.Name, subscription.DeadLetterContainer is null ? "Dropped" : "DeadLettered", delivery.Attempts, $"{reason}; last outcome {delivery.LastOutcome ?? "Unknown"}.");
        Telemetry.DeadLettered.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }
}
