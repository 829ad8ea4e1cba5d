using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Lets one turn at a time hold a group's head, for a lease that is renewed while it lives.</summary>
/// <remarks>
/// Whoever takes a turn first writes itself into the head as its holder. Every later change is made at the version it knows, so a holder that lost its lease changes nothing any more.
/// A turn that finds the head held touches it and goes: the holder then looks again before it lets go.
/// </remarks>
internal sealed class FifoLease(FifoStore store, FifoTurns turns, IOptions<NotificationsOptions> options, TimeProvider time)
{
    private TimeSpan Length => options.Value.FifoLease;

    /// <summary>Makes this run the head's holder; null when it is somebody else's turn.</summary>
    public async Task<FifoHead?> ClaimAsync(FifoTurn turn, CancellationToken cancellationToken)
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
                Until = MessageTime.Truncate(now + Length),
                Holder = Guid.NewGuid().ToString("N"),
                Crashes = head.Holder is null ? head.Crashes : head.Crashes + 1,
            };
            if (await store.TryWriteAsync(claim, cancellationToken).ConfigureAwait(false) is { } held)
            {
                return held;
            }
        }
    }

    /// <summary>Runs an attempt and renews the lease meanwhile. What came of it, and the head as it is now; no head when the lease was lost.</summary>
    public async Task<(Attempt Attempt, FifoHead? Head)> HoldAsync(FifoHead head, Func<CancellationToken, Task<Attempt>> run, CancellationToken cancellationToken)
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

    /// <summary>Writes what the holder decided, also when others touched the head meanwhile; null when it is no longer the holder's.</summary>
    public async Task<FifoHead?> ChangeAsync(FifoHead held, FifoHead changed, CancellationToken cancellationToken)
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

    /// <summary>Ends a turn that has nothing left to do. The head to go on with when others touched it: there may be more by now; null when the turn is over.</summary>
    public async Task<FifoHead?> ReleaseAsync(FifoHead head, CancellationToken cancellationToken)
    {
        var freed = await store.TryWriteAsync(head.Free(), cancellationToken).ConfigureAwait(false);
        return freed is null ? await ReadMineAsync(head, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>Ends a turn and lets it come again. The head first: until the queue message of now is removed, that one would come again.</summary>
    public async Task PauseAsync(FifoTurn turn, FifoHead head, TimeSpan delay, CancellationToken cancellationToken)
    {
        var paused = head with { Holder = null, Until = MessageTime.Truncate(time.GetUtcNow() + delay) };
        if (await ChangeAsync(head, paused, cancellationToken).ConfigureAwait(false) is not null)
        {
            await turns.SendAsync(turn, delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FifoHead?> RenewAsync(FifoHead head, CancellationTokenSource lost, CancellationToken done)
    {
        while (true)
        {
            try
            {
                await Task.Delay(Length / 3, time, done).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return head;
            }

            try
            {
                if (await ChangeAsync(head, head with { Until = MessageTime.Truncate(time.GetUtcNow() + Length) }, CancellationToken.None).ConfigureAwait(false) is not { } renewed)
                {
                    await lost.CancelAsync().ConfigureAwait(false);
                    return null;
                }

                head = renewed;
            }
            catch (StoreException error) when (error.IsTransient && time.GetUtcNow() < head.Until)
            {
                // The lease holds still, and the next renewal is in time.
            }
        }
    }

    private async Task<FifoHead?> ReadMineAsync(FifoHead head, CancellationToken cancellationToken)
    {
        var current = await store.ReadHeadAsync(head.Topic, head.Group, head.Recipient, cancellationToken).ConfigureAwait(false);
        return current.Holder == head.Holder ? head with { ETag = current.ETag, Wanted = current.Wanted } : null;
    }
}
