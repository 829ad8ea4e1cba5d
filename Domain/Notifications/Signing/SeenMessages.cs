namespace Virga.Notifications;

/// <summary>Remembers, for who receives them, which messages have come already: for a time, and not more than a number of them.</summary>
/// <remarks>
/// Senders repeat a message under its id until it is acknowledged, so a repeat is not a forgery: acknowledge it without doing it again, and <see cref="Forget"/> a message whose handling failed.
/// It is in memory: several instances, or a restart, need a store of their own for effects that must happen once.
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="window">How long a message is remembered; at least twice how far its time may be from now.</param>
/// <param name="capacity">The most messages remembered; the oldest goes first.</param>
public sealed class SeenMessages(TimeProvider time, TimeSpan window, int capacity = 100_000)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long Number, DateTimeOffset At)> _order = new();
    private long _number;

    /// <summary>Remembers a message. False when it has been seen.</summary>
    public bool TryAdd(string messageId)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        var now = time.GetUtcNow();
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && now - oldest.At >= window)
            {
                DropOldest();
            }

            if (_seen.ContainsKey(messageId))
            {
                return false;
            }

            if (_order.Count >= capacity)
            {
                DropOldest();
            }

            _seen[messageId] = ++_number;
            _order.Enqueue((messageId, _number, now));
            return true;
        }
    }

    /// <summary>Forgets a message, so that its repetition counts as new.</summary>
    public void Forget(string messageId)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        lock (_gate)
        {
            _seen.Remove(messageId);
        }
    }

    // One that was forgotten and came again has a later place in the order, and stays.
    private void DropOldest()
    {
        var (id, number, _) = _order.Dequeue();
        if (_seen.TryGetValue(id, out var current) && current == number)
        {
            _seen.Remove(id);
        }
    }
}
