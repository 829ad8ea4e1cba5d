namespace Virga.Gateway;

/// <summary>How much keys have been used.</summary>
public sealed class Usage
{
    /// <summary>The most periods that are reported: about a quarter of days.</summary>
    public const int MostPeriods = 93;

    private readonly ApiKeys _keys;
    private readonly UsagePlans _plans;
    private readonly UsageCounter _counter;

    internal Usage(ApiKeys keys, UsagePlans plans, UsageCounter counter) => (_keys, _plans, _counter) = (keys, plans, counter);

    /// <summary>The latest periods in which a key was used, newest first.</summary>
    /// <param name="key">The key's id.</param>
    /// <param name="periods">The most periods, 1 to <see cref="MostPeriods"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="GatewayException">404 <c>not-found</c>: there is no such key.</exception>
    public async Task<IReadOnlyList<UsageReport>> OfAsync(string key, int periods = 31, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(periods, MostPeriods);
        return await OfAsync(await _keys.GetAsync(key, cancellationToken).ConfigureAwait(false), periods, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<IReadOnlyList<UsageReport>> OfAsync(ApiKey key, int periods, CancellationToken cancellationToken)
    {
        var quota = key.Plan is { } plan ? (await _plans.FindAsync(plan, cancellationToken).ConfigureAwait(false))?.Quota : null;
        var records = await _counter.ReportAsync(key.Id, periods, cancellationToken).ConfigureAwait(false);
        return [.. records.Select(record =>
        {
            var limit = record.Period == quota?.Period ? quota.Limit : (long?)null;
            return new UsageReport(record.Period, record.From, record.To, Math.Min(record.Used, limit ?? long.MaxValue)) { Limit = limit };
        })];
    }
}
