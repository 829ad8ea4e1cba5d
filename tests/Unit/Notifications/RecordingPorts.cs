using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>The notification ports, in memory: what is sent is kept.</summary>
internal sealed class RecordingPorts : IEventTransport, IMessageQueue, IBlobStore, IWebhookTransport
{
    private readonly ConcurrentQueue<RoutedEvent> _events = new();
    private readonly ConcurrentQueue<(BinaryData Body, TimeSpan Delay)> _queue = new();

    public ConcurrentDictionary<string, BinaryData> Blobs { get; } = new();

    public ConcurrentQueue<WebhookRequest> Requests { get; } = new();

    /// <summary>Runs before events are taken: a failure, or a wait.</summary>
    public Func<Task>? OnSend { get; set; }

    /// <summary>Whether every event is too large by itself.</summary>
    public bool Refuse { get; set; }

    /// <summary>What endpoints answer.</summary>
    public Func<WebhookRequest, WebhookResponse> Answer { get; set; } = _ => new WebhookResponse(200);

    /// <summary>Why an endpoint may not be called.</summary>
    public Func<Uri, string?> Forbidden { get; set; } = _ => null;

    public IReadOnlyList<RoutedEvent> Events => [.. _events];

    public IReadOnlyList<(BinaryData Body, TimeSpan Delay)> Queued => [.. _queue];

    /// <summary>Takes the only queue message.</summary>
    public (BinaryData Body, TimeSpan Delay) Take()
    {
        Assert.Single(_queue);
        return _queue.TryDequeue(out var message) ? message : default;
    }

    /// <summary>Takes all queue messages.</summary>
    public IReadOnlyList<(BinaryData Body, TimeSpan Delay)> TakeAll()
    {
        var taken = new List<(BinaryData, TimeSpan)>();
        while (_queue.TryDequeue(out var message))
        {
            taken.Add(message);
        }

        return taken;
    }

    async Task IEventTransport.SendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken)
    {
        if (OnSend is not null)
        {
            await OnSend();
        }

        if (Refuse)
        {
            throw new EventTransportException("413 for good", isTransient: false) { Refused = events };
        }

        foreach (var routed in events)
        {
            _events.Enqueue(routed);
        }
    }

    Task IMessageQueue.SendAsync(string queue, BinaryData body, TimeSpan delay, CancellationToken cancellationToken)
    {
        Assert.Equal(DeliveryQueue.Name, queue);
        Assert.InRange(body.ToMemory().Length, 1, QueueLimits.MessageBytes);
        _queue.Enqueue((body, delay));
        return Task.CompletedTask;
    }

    Task<IReadOnlyList<QueuedMessage>> IMessageQueue.ReceiveAsync(string queue, int count, TimeSpan visibility, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<bool> IMessageQueue.DeleteAsync(string queue, QueuedMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<bool> IMessageQueue.ReleaseAsync(string queue, QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<int> IMessageQueue.CountAsync(string queue, CancellationToken cancellationToken) => Task.FromResult(_queue.Count);

    Task IBlobStore.WriteAsync(string container, string name, BinaryData content, CancellationToken cancellationToken)
    {
        Blobs[$"{container}/{name}"] = content;
        return Task.CompletedTask;
    }

    Task<BinaryData?> IBlobStore.ReadAsync(string container, string name, CancellationToken cancellationToken) => Task.FromResult(Blobs.GetValueOrDefault($"{container}/{name}"));

    Task<bool> IBlobStore.DeleteAsync(string container, string name, CancellationToken cancellationToken) => Task.FromResult(Blobs.TryRemove($"{container}/{name}", out _));

    async IAsyncEnumerable<string> IBlobStore.ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var key in Blobs.Keys.Where(key => key.StartsWith($"{container}/{prefix}", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList())
        {
            yield return key[(container.Length + 1)..];
        }
    }

    Task<string?> IWebhookTransport.RefusalAsync(Uri endpoint, CancellationToken cancellationToken) => Task.FromResult(Forbidden(endpoint));

    Task<WebhookResponse> IWebhookTransport.SendAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(Answer(request));
    }
}
