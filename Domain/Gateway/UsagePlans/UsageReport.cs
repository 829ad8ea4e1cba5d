namespace Virga.Gateway;

/// <summary>How much a key was used in a period.</summary>
/// <param name="Period">What was counted over: the quota's period; days for a key without a quota.</param>
/// <param name="From">When the period starts.</param>
/// <param name="To">When it ends, and the count starts anew.</param>
/// <param name="Used">The requests, counted in blocks: at most a block an instance ahead of what was really used.</param>
public sealed record UsageReport(QuotaPeriod Period, DateTimeOffset From, DateTimeOffset To, long Used)
{
    /// <summary>The most requests there may be in the period, as the plan says now; null when there is no limit, and for periods of another length than the plan's.</summary>
    public long? Limit { get; init; }
}
