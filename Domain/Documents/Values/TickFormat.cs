namespace Virga.Documents;

/// <summary>How a canonical text and its 100-nanosecond ticks (since 1970 for points in time and dates) turn into each other.</summary>
internal sealed record TickFormat(Func<string, long> Read, Func<long, string> Write);
