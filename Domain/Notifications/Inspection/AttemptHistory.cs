namespace Virga.Notifications;

/// <summary>The last 5,000 delivery attempts of this process, to be looked at. Only the local host registers it.</summary>
/// <param name="time">The clock.</param>
public sealed class AttemptHistory(TimeProvider time)
{
    private const int Capacity = 5000;

    private readonly Lock _gate = new();
    private readonly Queue<RecordedAttempt> _attempts = new();

    /// <summary>The attempts, the oldest first.</summary>
    public IReadOnlyList<RecordedAttempt> All()
    {
        lock (_gate)
        {
            return [.. _attempts];
        }
    }

    /// <summary>The attempts to deliver one message, the oldest first.</summary>
    public IReadOnlyList<RecordedAttempt> Of(string messageId) => [.. All().Where(attempt => attempt.MessageId == messageId)];

    internal void Add(Delivery delivery, DeliveryOutcome outcome)
    {
        if (delivery.Kind != DeliveryKind.Notification)
        {
            return;
        }

        var attempt = new RecordedAttempt(delivery.Message.MessageId, delivery.Topic, delivery.Recipient, delivery.Attempt, time.GetUtcNow(), outcome);
        lock (_gate)
        {
            _attempts.Enqueue(attempt);
            if (_attempts.Count > Capacity)
            {
                _attempts.Dequeue();
            }
        }
    }
}
