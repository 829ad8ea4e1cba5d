using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Brings a group's next message to its end for one recipient, or to its next attempt.</summary>
internal sealed class FifoStep(
    FifoLease lease,
    RecipientPolicies policies,
    DeliveryAttempts attempts,
    DeliverySettlement settlement,
    TopicStore topics,
    IOptions<NotificationsOptions> options,
    TimeProvider time,
    ILogger<FifoStep> logger)
{
    /// <summary>Takes the step. The head to go on with; null when this turn is over.</summary>
    public async Task<FifoHead?> TakeAsync(FifoTurn turn, FifoHead head, FifoMessage next, CancellationToken cancellationToken)
    {
        var isReplayed = next.Sequence <= head.ReplayUntil;
        var isWanted = isReplayed
            ? await policies.WantsAsync(head.Recipient, next.Message, cancellationToken).ConfigureAwait(false)
            : next.Sequence > head.Settled && next.Plan.Recipients.Contains(head.Recipient, StringComparer.Ordinal);
        if (!isWanted)
        {
            // Not worth a write: the next settled message, or the release, takes the position along.
            return head.At(next.Sequence);
        }

        var delivery = new Delivery
        {
            Recipient = head.Recipient,
            Message = next.Message,
            Attempt = head.Attempt,
            FirstAttemptAt = head.FirstAttemptAt,
            Slot = head.Slot,
            TraceParent = next.TraceParent,
            IsReplayed = isReplayed,
        };
        var (attempt, held) = head.Crashes < options.Value.MaximumDequeues - 1
            ? await lease.HoldAsync(head, token => attempts.MakeAsync(delivery, next.Message, token), cancellationToken).ConfigureAwait(false)
            : (new Attempt.Made(AttemptResult.Final($"The process ended {head.Crashes} times while delivering it."), null, options.Value.Retry), head);
        if (held is null)
        {
            Log.LeaseLost(logger, head.Topic, head.Group, head.Recipient);
            return null;
        }

        return attempt switch
        {
            Attempt.Made made => await SettleAsync(turn, held, delivery, next, made, cancellationToken).ConfigureAwait(false),
            Attempt.Postponed postponed => await PostponeAsync(turn, held, delivery, postponed, cancellationToken).ConfigureAwait(false),
            Attempt.Unwanted unwanted => Drop(held, delivery, next, unwanted.Reason),
            _ => throw new InvalidOperationException($"{attempt.GetType()} is no attempt."),
        };
    }

    private async Task<FifoHead?> SettleAsync(FifoTurn turn, FifoHead head, Delivery delivery, FifoMessage next, Attempt.Made made, CancellationToken cancellationToken)
    {
        if (DeliverySettlement.NextDelay(delivery, made) is { } delay)
        {
            settlement.CountRetry(delivery, made, delay);
            var retried = head with { Attempt = head.Attempt + 1, FirstAttemptAt = FirstAttempt(delivery), Slot = null, Crashes = 0 };
            await lease.PauseAsync(turn, retried, delay, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (made.Result.Verdict == AttemptVerdict.Delivered)
        {
            await settlement.ForgetAsync(delivery, cameBack: head.Crashes > 0, cancellationToken).ConfigureAwait(false);
            settlement.CountDelivered(delivery, made);
            return await lease.ChangeAsync(head, head.At(next.Sequence), cancellationToken).ConfigureAwait(false);
        }

        await settlement.BuryAsync(delivery, next.Message, made, cancellationToken).ConfigureAwait(false);
        var settings = await topics.SettingsAsync(head.Topic, cancellationToken).ConfigureAwait(false);
        if (settings.OnGroupFailure != GroupFailure.Block)
        {
            return await lease.ChangeAsync(head, head.At(next.Sequence), cancellationToken).ConfigureAwait(false);
        }

        await lease.ChangeAsync(head, head.BlockedBy($"Message {next.Message.MessageId} is a dead letter: {made.Result.Reason}"), cancellationToken).ConfigureAwait(false);
        return null;
    }

    // No attempt; but the place the throttle gave is kept, and how long it waits in all is counted from here.
    private async Task<FifoHead?> PostponeAsync(FifoTurn turn, FifoHead head, Delivery delivery, Attempt.Postponed postponed, CancellationToken cancellationToken)
    {
        var waiting = head with { Slot = postponed.Slot, FirstAttemptAt = FirstAttempt(delivery) };
        await lease.PauseAsync(turn, waiting, postponed.Delay, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private FifoHead Drop(FifoHead head, Delivery delivery, FifoMessage next, string reason)
    {
        settlement.Drop(delivery, reason);
        return head.At(next.Sequence);
    }

    private DateTimeOffset FirstAttempt(Delivery delivery) => delivery.FirstAttemptAt ?? MessageTime.Truncate(time.GetUtcNow());
}
