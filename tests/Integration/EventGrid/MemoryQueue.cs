using Virga.Notifications;

namespace Integration.EventGrid;

/// <summary>The queue port in memory, on a clock of the test's; outlives the grids that use it, as a file would.</summary>
internal sealed class MemoryQueue(TimeProvider time) : IMessageQueue
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Entry>> _queues = [];
    private int _receipts;

    public bool IsBroken { get; set; }

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate)
            {
                return [.. _queues.Where(queue => queue.Value.Count > 0).Select(queue => queue.Key).Order(StringComparer.Ordinal)];
            }
        }
    }

    public Task SendAsync(string queue, BinaryData body, TimeSpan delay = default, CancellationToken cancellationToken = default)
    {
        if (IsBroken)
        {
            throw new IOException("The queue is broken.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.ToMemory().Length, QueueLimits.MessageBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, QueueLimits.MaximumDelay);
        lock (_gate)
        {
            var now = time.GetUtcNow();
            Of(queue).Add(new Entry { Id = Guid.NewGuid().ToString("N"), Body = body, InsertedOn = now, VisibleAt = now + delay });
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string queue, int count, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        Assert.InRange(count, 1, QueueLimits.MessagesPerReceive);
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var found = Of(queue).Where(entry => entry.VisibleAt <= now).Take(count).ToList();
            foreach (var entry in found)
            {
                (entry.VisibleAt, entry.DequeueCount, entry.Receipt) = (now + visibility, entry.DequeueCount + 1, $"{++_receipts}");
            }

            return Task.FromResult<IReadOnlyList<QueuedMessage>>([.. found.Select(entry => new QueuedMessage(entry.Id, entry.Receipt, entry.Body, entry.DequeueCount, entry.InsertedOn))]);
        }
    }

    public Task<bool> DeleteAsync(string queue, QueuedMessage message, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(queue).RemoveAll(entry => entry.Id == message.Id && entry.Receipt == message.Receipt) > 0);
        }
    }

    public Task<bool> ReleaseAsync(string queue, QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (Of(queue).Find(entry => entry.Id == message.Id && entry.Receipt == message.Receipt) is not { } entry)
            {
                return Task.FromResult(false);
            }

            (entry.VisibleAt, entry.Receipt) = (time.GetUtcNow() + delay, "");
            return Task.FromResult(true);
        }
    }

    public Task<int> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(queue).Count);
        }
    }

    private List<Entry> Of(string queue) => _queues.TryGetValue(queue, out var entries) ? entries : _queues[queue] = [];

    private sealed class Entry
    {
        public required string Id { get; init; }

        public required BinaryData Body { get; init; }

        public required DateTimeOffset InsertedOn { get; init; }

        public required DateTimeOffset VisibleAt { get; set; }

        public int DequeueCount { get; set; }

        public string Receipt { get; set; } = "";
    }
}
