using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Takes turns: carries a group on for one recipient, one message after the other, and each only when the one before it is settled.</summary>
/// <remarks>
/// Whoever takes a turn first writes itself into the head as its holder, for a lease that it renews. Every later change is made at the version it knows, so a holder that
/// lost its lease changes nothing any more. A turn that finds the head held touches it and goes: the holder then looks again before it lets go. What a holder that dies
/// leaves behind is carried on by its own queue message, which is removed only when the turn is over.
/// </remarks>
internal sealed class FifoWorker(
    FifoStore store,
    FifoTurns turns,
    RecipientPolicies policies,
    DeliveryAttempts attempts,
    DeliverySettlement settlement,
    TopicStore topics,
    IOptions<NotificationsOptions> options,
    TimeProvider time,
    ILogger<FifoWorker> logger)
{
    // A turn ends after this and the next one goes on: other groups want their turn too, and the host wants to stop.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(20);

    private TimeSpan Lease => options.Value.FifoLease;

    /// <summary>Takes a turn. When this returns, the queue message may be removed; when it throws, it must stay.</summary>
    public async Task HandleAsync(FifoTurn turn, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(turn, cancellationToken).ConfigureAwait(false) is not { } head)
        {
            return;
        }

        var ends = time.GetUtcNow() + LongestTurn;
        var read = new Queue<FifoMessage>();
        while (true)
        {
            if (read.Count == 0)
            {
                foreach (var message in await store.ReadLogAsync(head.Partition, head.Position, cancellationToken).ConfigureAwait(false))
                {
                    read.Enqueue(message);
                }
            }

            if (read.Count == 0)
            {
                if (await store.TryWriteAsync(Released(head) with { Turn = null, Until = null }, cancellationToken).ConfigureAwait(false) is not null)
                {
                    return;
                }

                if (await ReadMineAsync(head, cancellationToken).ConfigureAwait(false) is not { } touched)
                {
                    return;
                }

                head = touched;
                continue;
            }

            if (time.GetUtcNow() >= ends)
            {
                await PauseAsync(turn, head, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (await StepAsync(turn, head, read.Dequeue(), cancellationToken).ConfigureAwait(false) is not { } next)
            {
                return;
            }

            head = next;
        }
    }

    /// <summary>Makes this run the head's holder; null when it is somebody else's turn.</summary>
    private async Task<FifoHead?> ClaimAsync(FifoTurn turn, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await store.ReadHeadAsync(turn.Topic, turn.Group, turn.Recipient, cancellationToken).ConfigureAwait(false);
            var now = time.GetUtcNow();
            if (head.Blocked is not null)
            {
                return null;
            }

            if (head.Until > now)
            {
                if (head.Turn == turn.Id)
                {
                    // It came back early: its process died, or it was put back twice. One of it must stay in the queue.
                    await turns.SendAsync(turn, head.Until.Value - now, cancellationToken).ConfigureAwait(false);
                    return null;
                }

                if (await store.TryWriteAsync(head with { Wanted = head.Wanted + 1 }, cancellationToken).ConfigureAwait(false) is not null)
                {
                    return null;
                }

                continue;
            }

            var claim = head with
            {
                Turn = turn.Id,
                Until = MessageTime.Truncate(now + Lease),
                Holder = Guid.NewGuid().ToString("N"),
                Crashes = head.Holder is null ? head.Crashes : head.Crashes + 1,
            };
            if (await store.TryWriteAsync(claim, cancellationToken).ConfigureAwait(false) is { } held)
            {
                return held;
            }
        }
    }

    /// <summary>Brings one message to its end, or to its next attempt. The head to go on with; null when this turn is over.</summary>
    private async Task<FifoHead?> StepAsync(FifoTurn turn, FifoHead head, FifoMessage next, CancellationToken cancellationToken)
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
        Attempt attempt;
        if (head.Crashes >= options.Value.MaximumDequeues - 1)
        {
            attempt = new Attempt.Made(AttemptResult.Final($"The process ended {head.Crashes} times while delivering it."), null, options.Value.Retry);
        }
        else
        {
            (attempt, var held) = await HoldAsync(head, token => attempts.MakeAsync(delivery, next.Message, token), cancellationToken).ConfigureAwait(false);
            if (held is null)
            {
                Log.LeaseLost(logger, head.Topic, head.Group, head.Recipient);
                return null;
            }

            head = held;
        }

        return await SettleAsync(turn, head, delivery, next, attempt, cancellationToken).ConfigureAwait(false);
    }

    private async Task<FifoHead?> SettleAsync(FifoTurn turn, FifoHead head, Delivery delivery, FifoMessage next, Attempt attempt, CancellationToken cancellationToken)
    {
        if (attempt is Attempt.Postponed postponed)
        {
            // No attempt; but the place the throttle gave is kept, and how long it waits in all is counted from here.
            var waiting = head with { Slot = postponed.Slot, FirstAttemptAt = FirstAttempt(delivery) };
            await PauseAsync(turn, waiting, postponed.Delay, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (attempt is not Attempt.Made made)
        {
            settlement.Drop(delivery, ((Attempt.Unwanted)attempt).Reason);
            return head.At(next.Sequence);
        }

        if (DeliverySettlement.NextDelay(delivery, made) is { } delay)
        {
            settlement.CountRetry(delivery, made, delay);
            var retried = head with { Attempt = head.Attempt + 1, FirstAttemptAt = FirstAttempt(delivery), Slot = null, Crashes = 0 };
            await PauseAsync(turn, retried, delay, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (made.Result.Verdict == AttemptVerdict.Delivered)
        {
            await settlement.ForgetAsync(delivery, cameBack: head.Crashes > 0, cancellationToken).ConfigureAwait(false);
            settlement.CountDelivered(delivery, made);
            return await ChangeAsync(head, head.At(next.Sequence), cancellationToken).ConfigureAwait(false);
        }

        await settlement.BuryAsync(delivery, next.Message, made, cancellationToken).ConfigureAwait(false);
        var settings = await topics.SettingsAsync(head.Topic, cancellationToken).ConfigureAwait(false);
        if (settings.OnGroupFailure == GroupFailure.Block)
        {
            var blocked = Released(head) with { Turn = null, Until = null, Attempt = 1, FirstAttemptAt = null, Slot = null, Crashes = 0, Blocked = $"Message {next.Message.MessageId} is a dead letter: {made.Result.Reason}" };
            await ChangeAsync(head, blocked, cancellationToken).ConfigureAwait(false);
            return null;
        }

        return await ChangeAsync(head, head.At(next.Sequence), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends this turn and lets it come again. The head first: until the queue message of now is removed, that one would come again.</summary>
    private async Task PauseAsync(FifoTurn turn, FifoHead head, TimeSpan delay, CancellationToken cancellationToken)
    {
        var paused = Released(head) with { Until = MessageTime.Truncate(time.GetUtcNow() + delay) };
        if (await ChangeAsync(head, paused, cancellationToken).ConfigureAwait(false) is not null)
        {
            await turns.SendAsync(turn, delay, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs an attempt and renews the lease meanwhile. What came of it, and the head as it is now; no head when the lease was lost.</summary>
    private async Task<(Attempt Attempt, FifoHead? Head)> HoldAsync(FifoHead head, Func<CancellationToken, Task<Attempt>> run, CancellationToken cancellationToken)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = RenewAsync(head, lost, done.Token);
        try
        {
            var attempt = await run(lost.Token).ConfigureAwait(false);
            await done.CancelAsync().ConfigureAwait(false);
            return (attempt, await renewing.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (new Attempt.Unwanted("The lease was lost."), null);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await ((Task)renewing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<FifoHead?> RenewAsync(FifoHead head, CancellationTokenSource lost, CancellationToken done)
    {
        while (true)
        {
            try
            {
                await Task.Delay(Lease / 3, time, done).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return head;
            }

            if (await ChangeAsync(head, head with { Until = MessageTime.Truncate(time.GetUtcNow() + Lease) }, CancellationToken.None).ConfigureAwait(false) is not { } renewed)
            {
                await lost.CancelAsync().ConfigureAwait(false);
                return null;
            }

            head = renewed;
        }
    }

    /// <summary>Writes what the holder decided, also when others touched the head meanwhile; null when it is no longer the holder's.</summary>
    private async Task<FifoHead?> ChangeAsync(FifoHead held, FifoHead changed, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.TryWriteAsync(changed, cancellationToken).ConfigureAwait(false) is { } written)
            {
                return written;
            }

            if (await ReadMineAsync(held, cancellationToken).ConfigureAwait(false) is not { } current)
            {
                return null;
            }

            changed = changed with { ETag = current.ETag, Wanted = current.Wanted };
        }
    }

    private async Task<FifoHead?> ReadMineAsync(FifoHead head, CancellationToken cancellationToken)
    {
        var current = await store.ReadHeadAsync(head.Topic, head.Group, head.Recipient, cancellationToken).ConfigureAwait(false);
        return current.Holder == head.Holder ? head with { ETag = current.ETag, Wanted = current.Wanted } : null;
    }

    private DateTimeOffset FirstAttempt(Delivery delivery) => delivery.FirstAttemptAt ?? MessageTime.Truncate(time.GetUtcNow());

    private static FifoHead Released(FifoHead head) => head with { Holder = null };
}
