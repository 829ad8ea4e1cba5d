namespace Virga.Notifications;

/// <summary>Delivers a topic's past messages to one subscription again, those its filter policy of now wants, marked as replayed. Each keeps its message id and time.</summary>
/// <remarks>The archive of a standard topic is its outbox (<see cref="NotificationsOptions.KeepSent"/>), that of a FIFO topic its log.</remarks>
public sealed class Replays
{
    private readonly ReplayStore _store;
    private readonly IMessageQueue _queue;
    private readonly TimeProvider _time;

    internal Replays(ReplayStore store, IMessageQueue queue, TimeProvider time) => (_store, _queue, _time) = (store, queue, time);

    /// <summary>Starts a replay; one that is under way to the same subscription ends.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="subscriptionId">The subscription's id, or <c>fn:name</c> for a function.</param>
    /// <param name="from">From when on messages are wanted, this time included.</param>
    /// <param name="until">Until when, this time left out; null for now.</param>
    /// <param name="cancellationToken">Gives up; it may have started.</param>
    /// <exception cref="NotificationException">The time is empty, or begins in the future.</exception>
    public async Task<ReplayStatus> StartAsync(string topic, string subscriptionId, DateTimeOffset from, DateTimeOffset? until = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        var now = MessageTime.Truncate(_time.GetUtcNow());
        var end = until is { } asked && asked < now ? MessageTime.Truncate(asked) : now.AddMilliseconds(1);
        if (from >= end)
        {
            throw NotificationException.Invalid($"ReplayPolicy Reason: the replay must begin before it ends and before now; it begins at {MessageTime.ToText(from)}");
        }

        var status = new ReplayStatus(Guid.NewGuid().ToString("N"), subscriptionId, ReplayState.Pending, MessageTime.Truncate(from), end);
        await _store.WriteAsync(topic, status, cancellationToken).ConfigureAwait(false);
        await _queue.SendAsync(DeliveryQueue.Name, new ReplayStep(topic, subscriptionId, status.Id, null).ToData(), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return status;
    }

    /// <summary>The last replay to a subscription; null when there was none in 30 days.</summary>
    public Task<ReplayStatus?> GetAsync(string topic, string subscriptionId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        return _store.ReadAsync(topic, subscriptionId, cancellationToken);
    }
}
