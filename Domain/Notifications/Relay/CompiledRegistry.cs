using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>A topic's confirmed subscriptions, ready to be matched.</summary>
internal sealed record CompiledRegistry(long Version, string? ETag, ImmutableArray<(string Id, FilterPolicy? Policy)> Subscriptions)
{
    public static readonly CompiledRegistry Empty = new(0, null, []);
}
