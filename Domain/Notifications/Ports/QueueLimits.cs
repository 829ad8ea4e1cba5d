namespace Virga.Notifications;

/// <summary>Azure Storage's limits for queue messages; every <see cref="IMessageQueue"/> keeps to them.</summary>
public static class QueueLimits
{
    /// <summary>Bytes of a message: 48 KiB (64 KiB once base64-encoded).</summary>
    public const int MessageBytes = 48 * 1024;

    /// <summary>Messages received at once: 32.</summary>
    public const int MessagesPerReceive = 32;

    /// <summary>The longest delay and visibility: 7 days.</summary>
    public static readonly TimeSpan MaximumDelay = TimeSpan.FromDays(7);
}
