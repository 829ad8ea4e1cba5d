using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>The notifications of accesses that wait in memory until <see cref="AccessNotificationPump"/> publishes them.</summary>
internal sealed class AccessNotifications : IBackgroundWork
{
    private static readonly string[] Probes = ["Health", "Live", "Ready"];

    private readonly ConcurrentDictionary<Endpoint, IReadOnlyList<string>> _topics = new();
    private readonly Channel<(string Topic, AccessEntry Entry)> _waiting;
    private readonly AccessNotificationOptions _options;
    private readonly GatewayMetrics _metrics;
    private int _pending;

    public AccessNotifications(IOptions<AccessNotificationOptions> options, GatewayMetrics metrics)
    {
        _options = options.Value;
        _metrics = metrics;
        _waiting = Channel.CreateBounded<(string, AccessEntry)>(new BoundedChannelOptions(_options.QueueLength) { SingleReader = true });
    }

    public string Name => "notifications of accesses";

    public int Pending => Volatile.Read(ref _pending);

    public ChannelReader<(string Topic, AccessEntry Entry)> Waiting => _waiting.Reader;

    /// <summary>The topics that hear of a request's access.</summary>
    public IReadOnlyList<string> TopicsOf(HttpContext context) =>
        context.GetEndpoint() is { } endpoint ? _topics.GetOrAdd(endpoint, static (endpoint, self) => self.TopicsOf(endpoint), this) : [];

    /// <summary>Lets the access be told, unless too many wait already.</summary>
    public void Offer(AccessEntry entry, IReadOnlyList<string> topics)
    {
        foreach (var topic in topics)
        {
            Interlocked.Increment(ref _pending);
            if (!_waiting.Writer.TryWrite((topic, entry)))
            {
                Done(1);
                _metrics.Notified("dropped", 1);
            }
        }
    }

    /// <summary>Says that some are published, or given up.</summary>
    public void Done(int count) => Interlocked.Add(ref _pending, -count);

    /// <summary>Takes no more.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    private IReadOnlyList<string> TopicsOf(Endpoint endpoint)
    {
        var own = endpoint.Metadata.GetOrderedMetadata<NotifyOnAccessAttribute>().Select(attribute => attribute.Topic);
        var except = _options.Except is { Count: > 0 } given ? given : Probes;
        var all = _options.Topic is { } topic && !except.Contains(endpoint.DisplayName, StringComparer.OrdinalIgnoreCase) ? own.Append(topic) : own;
        return [.. all.Distinct(StringComparer.Ordinal)];
    }
}
