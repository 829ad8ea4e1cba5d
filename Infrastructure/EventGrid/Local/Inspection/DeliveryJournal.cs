namespace Virga.EventGrid;

/// <summary>The last things that happened to events; it is in memory, and ends with the process.</summary>
internal sealed class DeliveryJournal(TimeProvider time)
{
    /// <summary>How many entries are kept.</summary>
    public const int Capacity = 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<LocalDelivery> _entries = new();

    public void Add(string eventId, string subscription, string outcome, int? attempt = null, string? reason = null)
    {
        lock (_gate)
        {
            if (_entries.Count == Capacity)
            {
                _entries.Dequeue();
            }

            _entries.Enqueue(new LocalDelivery(time.GetUtcNow(), eventId, subscription, outcome) { Attempt = attempt, Reason = reason });
        }
    }

    /// <summary>Oldest first; of one subscription or event when they are named.</summary>
    public IReadOnlyList<LocalDelivery> Read(string? subscription = null, string? eventId = null)
    {
        lock (_gate)
        {
            return [.. _entries.Where(entry => (subscription is null || entry.Subscription.Equals(subscription, StringComparison.OrdinalIgnoreCase)) && (eventId is null || entry.EventId == eventId))];
        }
    }
}
