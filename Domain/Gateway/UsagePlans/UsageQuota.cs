namespace Virga.Gateway;

/// <summary>How many requests a key may make in a period.</summary>
/// <param name="Limit">The requests, at least 1.</param>
/// <param name="Period">The period.</param>
public sealed record UsageQuota(long Limit, QuotaPeriod Period);
