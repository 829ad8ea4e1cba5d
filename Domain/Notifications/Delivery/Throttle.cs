using System.Collections.Concurrent;

namespace Virga.Notifications;

/// <summary>Spreads a subscription's deliveries over time: <c>maxReceivesPerSecond</c> on average, with bursts of a second's worth (a token bucket).</summary>
/// <remarks>One process's; several share nothing. What is too early gets a time of its own and comes back then, so that a backlog is put back once and not again and again.</remarks>
internal sealed class Throttle(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long> _next = new(StringComparer.Ordinal);

    /// <summary>How long a delivery has to wait, and it has its place then; zero for not at all.</summary>
    /// <param name="subscription">The subscription's id.</param>
    /// <param name="perSecond">The rate, at least 1.</param>
    public TimeSpan Reserve(string subscription, int perSecond)
    {
        var now = time.GetUtcNow().UtcTicks;
        var interval = TimeSpan.TicksPerSecond / perSecond;
        var reserved = _next.AddOrUpdate(subscription, now, (_, next) => Math.Max(next + interval, now - TimeSpan.TicksPerSecond + interval));
        return reserved > now ? TimeSpan.FromTicks(reserved - now) : TimeSpan.Zero;
    }
}
