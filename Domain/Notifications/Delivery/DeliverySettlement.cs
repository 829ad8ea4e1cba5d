using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Does what follows from an attempt: nothing, a new queue message for the next one, or a dead letter. Once it returns, the old message may be acknowledged.</summary>
internal sealed class DeliverySettlement(
    DeliverySender sender, DeadLetterWriter deadLetters, IOptions<NotificationsOptions> options, TimeProvider time, ILogger<DeliverySettlement> logger, AttemptHistory? history = null)
{
    /// <param name="delivery">The delivery whose attempt was made.</param>
    /// <param name="message">The whole message; null when it could not be had.</param>
    /// <param name="result">How the recipient took it.</param>
    /// <param name="body">What the endpoint was sent; null for functions, which get the message.</param>
    /// <param name="cancellationToken">Stops; the attempt is then repeated.</param>
    public async Task<DeliveryOutcome> SettleAsync(
        Delivery delivery, NotificationMessage? message, AttemptResult result, BinaryData? body, CancellationToken cancellationToken)
    {
        var outcome = await DecideAsync(delivery, message, result, body, cancellationToken).ConfigureAwait(false);
        var name = outcome switch
        {
            DeliveryOutcome.Delivered => "delivered",
            DeliveryOutcome.Retry => "retry",
            DeliveryOutcome.DeadLettered => "dead-lettered",
            _ => "dropped",
        };
        NotificationTelemetry.Deliveries.Add(1, new KeyValuePair<string, object?>("topic", delivery.Topic), new KeyValuePair<string, object?>("outcome", name));
        history?.Add(delivery, outcome);
        return outcome;
    }

    /// <summary>Lets go of a delivery that nobody wants any more.</summary>
    public DeliveryOutcome Drop(Delivery delivery, string reason)
    {
        Log.Dropped(logger, delivery.Message.MessageId, delivery.Recipient, reason);
        return new DeliveryOutcome.Dropped(reason);
    }

    /// <summary>Puts a delivery back as it is; this is no attempt.</summary>
    public async Task<DeliveryOutcome> PostponeAsync(Delivery delivery, TimeSpan delay, string reason, CancellationToken cancellationToken)
    {
        await sender.SendAsync(delivery, delay, cancellationToken).ConfigureAwait(false);
        return new DeliveryOutcome.Retry(delay, reason);
    }

    private async Task<DeliveryOutcome> DecideAsync(
        Delivery delivery, NotificationMessage? message, AttemptResult result, BinaryData? body, CancellationToken cancellationToken)
    {
        if (result.Verdict == AttemptVerdict.Delivered)
        {
            return new DeliveryOutcome.Delivered();
        }

        var now = MessageTime.Truncate(time.GetUtcNow());
        var first = delivery.FirstAttemptAt ?? now;
        var policy = options.Value.Retry;
        var plan = policy.Plan();
        if (result.Verdict == AttemptVerdict.TryAgain && delivery.Attempt <= plan.Length)
        {
            var delay = RetryDelay.Of(plan[delivery.Attempt - 1], policy, result.RetryAfter, $"{delivery.Recipient}/{delivery.Message.MessageId}/{delivery.Attempt}");
            await sender.SendAsync(delivery with { Attempt = delivery.Attempt + 1, FirstAttemptAt = first }, delay, cancellationToken).ConfigureAwait(false);
            Log.DeliveryRetried(logger, delivery.Message.MessageId, delivery.Recipient, delay, result.Reason);
            return new DeliveryOutcome.Retry(delay, result.Reason);
        }

        if (delivery.Kind != DeliveryKind.Notification)
        {
            // Its token must not be kept readable; the endpoint can be subscribed again.
            return Drop(delivery, $"The confirmation message was not taken: {result.Reason}");
        }

        await deadLetters.WriteAsync(delivery, message ?? delivery.Message, result, body, first, now, cancellationToken).ConfigureAwait(false);
        Log.DeadLettered(logger, delivery.Message.MessageId, delivery.Recipient, delivery.Attempt, result.Reason);
        return new DeliveryOutcome.DeadLettered(result.Reason);
    }
}
