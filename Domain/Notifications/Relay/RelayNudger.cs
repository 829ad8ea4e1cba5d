using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Relays right after the commit, in the process that committed. It only makes things faster: what it drops or fails at, change feed and sweeper bring.</summary>
internal sealed class RelayNudger(RelayNudges nudges, OutboxRelay relay, OutboxSweeper sweeper, IOptions<NotificationsOptions> options, ILogger<RelayNudger> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(RecoverAsync(stoppingToken), RelayAsync(stoppingToken));

    // What the process before this one had taken up when it died.
    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Nudge)
        {
            return;
        }

        try
        {
            await sweeper.RecoverAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException error)
        {
            Log.RecoveryFailed(logger, error);
        }
    }

    private Task RelayAsync(CancellationToken stoppingToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.RelayConcurrency, CancellationToken = stoppingToken };
        return Parallel.ForEachAsync(nudges.ReadAllAsync(stoppingToken), parallel, async (nudge, token) =>
        {
            try
            {
                await (nudge.Record is { } record ? relay.RelayAsync(record, token) : relay.RelayAsync(nudge.Partition, nudge.Id, token)).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.RelayFailed(logger, nudge.Id, error);
            }
        });
    }
}
