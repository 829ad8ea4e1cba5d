namespace Virga.Documents;

/// <summary>Spends request units no faster than a rate: what was spent is paid for by waiting before the next request.</summary>
internal sealed class RequestUnitBudget(double? perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _paidUntil = time.GetUtcNow();

    /// <summary>Notes what a request cost.</summary>
    public void Spend(double charge)
    {
        if (perSecond is not { } rate)
        {
            return;
        }

        lock (_lock)
        {
            var now = time.GetUtcNow();
            _paidUntil = (_paidUntil > now ? _paidUntil : now) + TimeSpan.FromSeconds(charge / rate);
        }
    }

    /// <summary>Waits until what was spent is paid for.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            wait = _paidUntil - time.GetUtcNow();
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
