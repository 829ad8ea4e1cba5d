using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Takes up once a minute what has been waiting for too long: messages in the outbox, and groups of FIFO topics.</summary>
public sealed class SweepOutboxFunction(OutboxSweeper sweeper, FifoSweeper groups)
{
    /// <summary>Sweeps both once.</summary>
    [Function("SweepOutbox")]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await groups.SweepAsync(cancellationToken).ConfigureAwait(false);
        await sweeper.SweepAsync(cancellationToken).ConfigureAwait(false);
    }
}
