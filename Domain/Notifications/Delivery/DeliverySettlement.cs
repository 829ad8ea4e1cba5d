using Microsoft.Extensions.Logging;

namespace Virga.Notifications;

/// <summary>Does what follows from an attempt: nothing, a new queue message for the next one, or a dead letter. Once it returns, the old message may be acknowledged.</summary>
internal sealed class DeliverySettlement(
    DeliverySender sender, DeadLetterWriter deadLetters, DeliveryLog deliveryLog, TimeProvider time, ILogger<DeliverySettlement> logger, AttemptHistory? history = null)
{
    /// <param name="delivery">The delivery whose attempt was made, or not.</param>
    /// <param name="message">The whole message; null when it could not be had.</param>
    /// <param name="attempt">What became of the attempt.</param>
    /// <param name="cancellationToken">Stops; the attempt is then repeated.</param>
    public async Task<DeliveryOutcome> SettleAsync(Delivery delivery, NotificationMessage? message, Attempt attempt, CancellationToken cancellationToken) => attempt switch
    {
        Attempt.Made made => await SettleAsync(delivery, message, made, cancellationToken).ConfigureAwait(false),
        Attempt.Postponed postponed => await PostponeAsync(delivery, postponed, cancellationToken).ConfigureAwait(false),
        Attempt.Unwanted unwanted => Drop(delivery, unwanted.Reason),
        _ => throw new InvalidOperationException($"{attempt.GetType()} is no attempt."),
    };

    /// <summary>Lets go of a delivery that nobody wants any more.</summary>
    public DeliveryOutcome Drop(Delivery delivery, string reason)
    {
        var outcome = new DeliveryOutcome.Dropped(reason);
        Count(delivery, "dropped", outcome);
        Log.Dropped(logger, delivery.Message.MessageId, delivery.Recipient, reason);
        return outcome;
    }

    /// <summary>The delay before the next attempt, jitter included; null when there is none.</summary>
    public static TimeSpan? NextDelay(Delivery delivery, Attempt.Made made)
    {
        if (made.Result.Verdict != AttemptVerdict.TryAgain)
        {
            return null;
        }

        var plan = made.Retry.Plan();
        return delivery.Attempt > plan.Length
            ? null
            : RetryDelay.Of(plan[delivery.Attempt - 1], made.Retry, made.Result.RetryAfter, $"{delivery.Recipient}/{delivery.Message.MessageId}/{delivery.Attempt}");
    }

    public void CountRetry(Delivery delivery, Attempt.Made made, TimeSpan delay)
    {
        Count(delivery, "retry", new DeliveryOutcome.Retry(delay, made.Result.Reason));
        Log.DeliveryRetried(logger, delivery.Message.MessageId, delivery.Recipient, delay, made.Result.Reason);
    }

    public void CountDelivered(Delivery delivery, Attempt.Made made)
    {
        Count(delivery, "delivered", new DeliveryOutcome.Delivered());
        deliveryLog.Delivered(delivery, made.Result, made.SampleRate);
    }

    /// <summary>Keeps a message as a dead letter.</summary>
    public async Task BuryAsync(Delivery delivery, NotificationMessage message, Attempt.Made made, CancellationToken cancellationToken)
    {
        var now = MessageTime.Truncate(time.GetUtcNow());
        await deadLetters.WriteAsync(delivery, message, made.Result, made.Body, delivery.FirstAttemptAt ?? now, now, cancellationToken).ConfigureAwait(false);
        Count(delivery, "dead-lettered", new DeliveryOutcome.DeadLettered(made.Result.Reason));
        deliveryLog.Failed(delivery, made.Result);
        Log.DeadLettered(logger, delivery.Message.MessageId, delivery.Recipient, delivery.Attempt, made.Result.Reason);
    }

    /// <summary>Takes a dead letter away that a process may have written, and then died before it could say so: by now the message is delivered all the same.</summary>
    /// <remarks>Only what came back, or may have, was tried before or was redriven can have one; the first attempt of all others costs no request.</remarks>
    public Task ForgetAsync(Delivery delivery, bool cameBack, CancellationToken cancellationToken) =>
        cameBack || delivery is not { Attempt: 1, Redrives: 0 }
            ? deadLetters.RemoveAsync(delivery.Recipient, delivery.Message.MessageId, cancellationToken)
            : Task.CompletedTask;

    private async Task<DeliveryOutcome> SettleAsync(Delivery delivery, NotificationMessage? message, Attempt.Made made, CancellationToken cancellationToken)
    {
        var result = made.Result;
        if (result.Verdict == AttemptVerdict.Delivered)
        {
            CountDelivered(delivery, made);
            return new DeliveryOutcome.Delivered();
        }

        if (NextDelay(delivery, made) is { } delay)
        {
            var next = delivery with { Attempt = delivery.Attempt + 1, FirstAttemptAt = delivery.FirstAttemptAt ?? MessageTime.Truncate(time.GetUtcNow()), Slot = null };
            await sender.SendAsync(next, delay, cancellationToken).ConfigureAwait(false);
            CountRetry(delivery, made, delay);
            return new DeliveryOutcome.Retry(delay, result.Reason);
        }

        if (delivery.Kind != DeliveryKind.Notification)
        {
            // Its token must not be kept readable; the endpoint can be subscribed again.
            Log.ConfirmationUndelivered(logger, delivery.Recipient, delivery.Topic, result.Reason);
            return Drop(delivery, $"The confirmation message was not taken: {result.Reason}");
        }

        await BuryAsync(delivery, message ?? delivery.Message, made, cancellationToken).ConfigureAwait(false);
        return new DeliveryOutcome.DeadLettered(result.Reason);
    }

    // It goes back as it is: this was no attempt. How long it waits in all is counted from here.
    private async Task<DeliveryOutcome> PostponeAsync(Delivery delivery, Attempt.Postponed postponed, CancellationToken cancellationToken)
    {
        var waiting = delivery with { Slot = postponed.Slot, FirstAttemptAt = delivery.FirstAttemptAt ?? MessageTime.Truncate(time.GetUtcNow()) };
        await sender.SendAsync(waiting, postponed.Delay, cancellationToken).ConfigureAwait(false);
        Count(delivery, "postponed", outcome: null);
        return new DeliveryOutcome.Retry(postponed.Delay, postponed.Reason);
    }

    private void Count(Delivery delivery, string name, DeliveryOutcome? outcome)
    {
        NotificationTelemetry.Deliveries.Add(1, new KeyValuePair<string, object?>("topic", delivery.Topic), new KeyValuePair<string, object?>("outcome", name));
        if (outcome is not null)
        {
            history?.Add(delivery, outcome); // what was put off was no attempt
        }
    }
}
