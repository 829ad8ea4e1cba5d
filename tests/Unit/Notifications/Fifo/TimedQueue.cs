using System.Collections.Concurrent;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Queues in memory that keep their delays by a clock of the test's.</summary>
internal sealed class TimedQueue(TimeProvider time) : IMessageQueue
{
    private readonly Lock _gate = new();
    private readonly List<(DateTimeOffset Due, BinaryData Body, int Dequeues)> _deliveries = [];

    /// <summary>Runs before a message is put into a queue, and after it was.</summary>
    public Action? OnSend { get; set; }

    /// <summary>What is in the queues of subscribers.</summary>
    public ConcurrentQueue<(string Queue, BinaryData Body)> Others { get; } = new();

    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _deliveries.Count == 0 ? null : _deliveries.Min(message => message.Due);
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _deliveries.Count;
            }
        }
    }

    public Task SendAsync(string queue, BinaryData body, TimeSpan delay = default, CancellationToken cancellationToken = default)
    {
        OnSend?.Invoke();
        if (queue == DeliveryQueue.Name)
        {
            Put(body, delay, dequeues: 0);
        }
        else
        {
            Others.Enqueue((queue, body));
        }

        OnSend?.Invoke();
        return Task.CompletedTask;
    }

    public void Put(BinaryData body, TimeSpan delay, int dequeues)
    {
        lock (_gate)
        {
            _deliveries.Add((time.GetUtcNow() + delay, body, dequeues));
        }
    }

    /// <summary>Takes up to <paramref name="count"/> visible messages, any of them.</summary>
    public IReadOnlyList<(BinaryData Body, int Dequeues)> Take(int count, Random random)
    {
        lock (_gate)
        {
            var visible = _deliveries.Where(message => message.Due <= time.GetUtcNow()).OrderBy(_ => random.Next()).Take(count).ToList();
            visible.ForEach(message => _deliveries.Remove(message));
            return [.. visible.Select(message => (message.Body, message.Dequeues + 1))];
        }
    }

    Task<IReadOnlyList<QueuedMessage>> IMessageQueue.ReceiveAsync(string queue, int count, TimeSpan visibility, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<bool> IMessageQueue.DeleteAsync(string queue, QueuedMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<bool> IMessageQueue.ReleaseAsync(string queue, QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<int> IMessageQueue.CountAsync(string queue, CancellationToken cancellationToken) => Task.FromResult(Count);
}
