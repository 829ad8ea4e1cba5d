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
    private readonly NotificationsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxSweeper> _logger;

    internal OutboxSweeper(OutboxStore store, OutboxRelay relay, IOptions<NotificationsOptions> options, TimeProvider time, ILogger<OutboxSweeper> logger)
    {
        _store = store;
        _relay = relay;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    /// <summary>Relays records that made no progress for <see cref="NotificationsOptions.SweepAfter"/>, at most <see cref="NotificationsOptions.SweepLimit"/> of them, each on its own.</summary>
    /// <exception cref="StoreException">The outbox could not be queried.</exception>
    public async Task<SweepResult> SweepAsync(CancellationToken cancellationToken = default)
    {
        var before = _time.GetUtcNow() - _options.SweepAfter;
        var found = 0;
        var relayed = 0;
        var failed = 0;
        string? continuation = null;
        do
        {
            (var documents, continuation) = await _store.StaleAsync(before, Math.Min(PageSize, _options.SweepLimit - found), continuation, cancellationToken).ConfigureAwait(false);
            found += documents.Count;
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.RelayConcurrency, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(documents, parallel, async (document, token) =>
            {
                try
                {
                    if (await _relay.RelayAsync(OutboxStore.FromQuery(document), token).ConfigureAwait(false) == RelayOutcome.Sent)
                    {
                        Interlocked.Increment(ref relayed);
                    }
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    Interlocked.Increment(ref failed);
                    Log.RelayFailed(_logger, document.Id, error);
                }
            }).ConfigureAwait(false);
        }
        while (continuation is not null && found < _options.SweepLimit);

        if (found > 0)
        {
            Log.Swept(_logger, found, relayed, failed);
        }

        return new SweepResult(found, relayed, failed);
    }
}
