using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Relays once a minute what has been waiting in the outbox for too long.</summary>
public sealed class SweepOutboxFunction(OutboxSweeper sweeper)
{
    /// <summary>Sweeps the outbox once.</summary>
    [Function("SweepOutbox")]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => sweeper.SweepAsync(cancellationToken);
}
