namespace Virga.CosmosEmulator;

/// <summary>Time to live: a document is gone the moment its time is up, whether or not it was cleared away yet.</summary>
internal static class Expiry
{
    /// <summary>Whether a document written at <paramref name="ts"/> is gone at <paramref name="now"/>. Without a default on the container nothing expires.</summary>
    public static bool IsExpired(ContainerInfo container, long ts, long? ttl, double now) =>
        container.Definition.DefaultTtl is { } standard && (ttl ?? standard) is > 0 and var seconds && ts + seconds <= now;
}
