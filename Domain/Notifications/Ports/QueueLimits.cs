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

    /// <summary>The shortest visibility of a received message: 1 second.</summary>
    public static readonly TimeSpan MinimumVisibility = TimeSpan.FromSeconds(1);

    /// <summary>Refuses a body over <see cref="MessageBytes"/>.</summary>
    /// <exception cref="ArgumentException">The body is too large.</exception>
    public static void ThrowIfTooLarge(BinaryData body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var bytes = body.ToMemory().Length;
        if (bytes > MessageBytes)
        {
            throw new ArgumentException($"A queue message holds at most {MessageBytes} bytes; this one has {bytes}. Put the body into a blob and send its name.", nameof(body));
        }
    }

    /// <summary>Refuses a delay that is negative or over <see cref="MaximumDelay"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The delay is out of bounds.</exception>
    public static void ThrowIfOutOfBounds(TimeSpan delay)
    {
        if (delay < TimeSpan.Zero || delay > MaximumDelay)
        {
            throw new ArgumentOutOfRangeException(nameof(delay), delay, $"A message's delay is zero to {MaximumDelay.TotalDays} days.");
        }
    }

    /// <summary>Refuses a count outside 1 to <see cref="MessagesPerReceive"/> and a visibility outside <see cref="MinimumVisibility"/> to <see cref="MaximumDelay"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of bounds.</exception>
    public static void ThrowIfOutOfBounds(int count, TimeSpan visibility)
    {
        if (count is < 1 or > MessagesPerReceive)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"1 to {MessagesPerReceive} messages are received at once.");
        }

        if (visibility < MinimumVisibility || visibility > MaximumDelay)
        {
            throw new ArgumentOutOfRangeException(nameof(visibility), visibility, $"A received message is hidden for {MinimumVisibility.TotalSeconds} second to {MaximumDelay.TotalDays} days.");
        }
    }
}
