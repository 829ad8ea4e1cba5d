namespace Virga.Notifications;

/// <summary>Takes turns: carries a group on for one recipient, one message after the other, and each only when the one before it is settled.</summary>
/// <remarks>What a turn that dies leaves behind is carried on by its own queue message, which is removed only when the turn is over.</remarks>
internal sealed class FifoWorker(FifoStore store, FifoLease lease, FifoStep step, TimeProvider time)
{
    // A turn ends after this and the next one goes on: other groups want their turn too, and the host wants to stop.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(20);

    /// <summary>Takes a turn. When this returns, the queue message may be removed; when it throws, it must stay.</summary>
    public async Task HandleAsync(FifoTurn turn, CancellationToken cancellationToken)
    {
        var head = await lease.ClaimAsync(turn, cancellationToken).ConfigureAwait(false);
        var ends = time.GetUtcNow() + LongestTurn;
        var read = new Queue<FifoMessage>();
        while (head is not null)
        {
            if (read.Count == 0)
            {
                read = new Queue<FifoMessage>(await store.ReadLogAsync(head.Partition, head.Position, cancellationToken).ConfigureAwait(false));
            }

            if (read.Count == 0)
            {
                head = await lease.ReleaseAsync(head, cancellationToken).ConfigureAwait(false);
            }
            else if (time.GetUtcNow() >= ends)
            {
                await lease.PauseAsync(turn, head, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
                return;
            }
            else
            {
                head = await step.TakeAsync(turn, head, read.Dequeue(), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
