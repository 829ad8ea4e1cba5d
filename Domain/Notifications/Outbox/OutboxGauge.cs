using System.Diagnostics.Metrics;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Measures what waits in the outbox, at most every ten seconds, and shows the last measurement as metrics.</summary>
internal sealed class OutboxGauge : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly Meter _meter = new(NotificationTelemetry.Name);
    private readonly SemaphoreSlim _measuring = new(1);
    private readonly OutboxStore _store;
    private readonly TimeProvider _time;
    private OutboxLag? _lag;
    private DateTimeOffset _at;

    public OutboxGauge(OutboxStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
        _meter.CreateObservableGauge("virga.outbox.pending", Pending, "{message}", "Messages in the outbox that are not sent, as last measured: once a minute by the sweep, and by the health check.");
        _meter.CreateObservableGauge("virga.outbox.oldest", Oldest, "s", "The age of the oldest message in the outbox that is not sent, as last measured.");
    }

    /// <exception cref="StoreException">The outbox could not be asked.</exception>
    public async Task<OutboxLag> MeasureAsync(CancellationToken cancellationToken)
    {
        await _measuring.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = _time.GetUtcNow();
            if (_lag is null || now - _at >= Fresh)
            {
                var (count, oldest) = await _store.UnsentAsync(cancellationToken).ConfigureAwait(false);
                (_lag, _at) = (new OutboxLag(count, oldest is { } since && now > since ? now - since : TimeSpan.Zero), now);
            }

            return _lag;
        }
        finally
        {
            _measuring.Release();
        }
    }

    public void Dispose()
    {
        _meter.Dispose();
        _measuring.Dispose();
    }

    // Nothing before the first measurement: a zero would say that all is well.
    private IEnumerable<Measurement<long>> Pending() => _lag is { } lag ? [new(lag.Pending)] : [];

    private IEnumerable<Measurement<double>> Oldest() => _lag is { } lag ? [new(lag.Oldest.TotalSeconds)] : [];
}
