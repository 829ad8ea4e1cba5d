namespace Virga.Gateway;

/// <summary>A counter as it is stored: one for each key and period, in a partition of the key's own.</summary>
internal sealed record UsageRecord(QuotaPeriod Period, DateTimeOffset From, DateTimeOffset To, long Used);
