using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Takes up what stayed in the outbox: a crash between commit and relay, between plan and send, or a transport that was away. Run it once a minute.</summary>
public sealed class OutboxSweeper
{
    private const int PageSize = 100;

    private readonly OutboxStore _store;
    private readonly OutboxRelay _relay;
    private readonly OutboxGauge _gauge;
    private readonly NotificationsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxSweeper> _logger;

    internal OutboxSweeper(OutboxStore store, OutboxRelay relay, OutboxGauge gauge, IOptions<NotificationsOptions> options, TimeProvider time, ILogger<OutboxSweeper> logger)
    {
        _store = store;
        _relay = relay;
        _gauge = gauge;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    /// <summary>Relays records that made no progress for <see cref="NotificationsOptions.SweepAfter"/>, at most <see cref="NotificationsOptions.SweepLimit"/> of them, each on its own.</summary>
    /// <exception cref="StoreException">The outbox could not be queried.</exception>
    public async Task<SweepResult> SweepAsync(CancellationToken cancellationToken = default)
    {
        var result = await SweepAsync(_options.SweepAfter, cancellationToken).ConfigureAwait(false);
        await _gauge.MeasureAsync(cancellationToken).ConfigureAwait(false); // for the metrics
        return result;
    }

    /// <summary>Relays records without progress since the process began: what an earlier process of this instance left is sent at once, and what is another's is left to it.</summary>
    /// <exception cref="StoreException">The outbox could not be queried.</exception>
    internal Task<SweepResult> RecoverAsync(CancellationToken cancellationToken) => SweepAsync(TimeSpan.Zero, cancellationToken);

    private async Task<SweepResult> SweepAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var stale = await FindAsync(_time.GetUtcNow() - age, cancellationToken).ConfigureAwait(false);
        var relayed = 0;
        var failed = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.RelayConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(stale, parallel, async (record, token) =>
        {
            try
            {
                if (await _relay.RelayAsync(record.Partition, record.Id, token).ConfigureAwait(false) == RelayOutcome.Sent)
                {
                    Interlocked.Increment(ref relayed);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Interlocked.Increment(ref failed);
                Log.RelayFailed(_logger, record.Id, error);
            }
        }).ConfigureAwait(false);
        if (stale.Count > 0)
        {
            Log.Swept(_logger, stale.Count, relayed, failed);
        }

        return new SweepResult(stale.Count, relayed, failed);
    }

    // All of them first: relaying changes what the query finds, and with it where a continuation would go on.
    private async Task<List<(StorePartition Partition, string Id)>> FindAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var found = new List<(StorePartition, string)>();
        string? continuation = null;
        do
        {
            (var documents, continuation) =
                await _store.StaleAsync(before, Math.Min(PageSize, _options.SweepLimit - found.Count), continuation, cancellationToken).ConfigureAwait(false);
            found.AddRange(documents.Select(document => (OutboxStore.PartitionOf(document), document.Id)));
        }
        while (continuation is not null && found.Count < _options.SweepLimit);

        return found;
    }
}
