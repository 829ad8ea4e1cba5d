using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Removes the bodies of large messages once nothing under way can need them.</summary>
public sealed class SweepClaimsFunction(ClaimSweeper sweeper)
{
    /// <summary>Sweeps once an hour.</summary>
    [Function("SweepClaims")]
    public Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => sweeper.SweepAsync(cancellationToken);
}
