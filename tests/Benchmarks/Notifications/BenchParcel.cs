using Virga.Notifications;

namespace Benchmarks;

/// <summary>What the delivery measurement publishes: about 900 bytes.</summary>
public sealed record BenchParcel(int Number, long SentAt, string Padding)
{
    public static readonly Topic<BenchParcel> Topic = Virga.Notifications.Topic.Define<BenchParcel>("bench-parcels");

    /// <summary>So long that the body is about 900 bytes.</summary>
    public static string Filler { get; } = new('x', 840);
}
