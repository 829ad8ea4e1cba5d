using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Core.Pipeline;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.Logging;
using Support;
using Virga.EventGrid;
using Virga.Notifications;
using MsOptions = Microsoft.Extensions.Options.Options;

namespace Integration.EventGrid;

/// <summary>A local Event Grid over queues and blobs in memory, with quick retries.</summary>
internal sealed class Grid : IAsyncDisposable
{
    public static readonly Uri Endpoint = new("https://virga.localhost/virga/api/events");

    public static readonly string Key = Convert.ToBase64String("the key of the topic"u8);

    private readonly LoggerFactory _logs;

    public Grid(Action<LocalEventGridOptions>? configure = null, TimeProvider? time = null, MemoryQueue? queue = null, MemoryBlobs? blobs = null, IWebhookTransport? webhooks = null, ILoggerProvider? log = null)
    {
        Time = time ?? TimeProvider.System;
        Queue = queue ?? new MemoryQueue(Time);
        Blobs = blobs ?? new MemoryBlobs();
        Options = new LocalEventGridOptions
        {
            AccessKey = Key,
            RetrySchedule = [TimeSpan.FromMilliseconds(5)],
            MinimumWaits = new Dictionary<int, TimeSpan>(),
            PollInterval = TimeSpan.FromMilliseconds(10),
            HandshakeInterval = TimeSpan.FromMilliseconds(20),
        };
        configure?.Invoke(Options);
        _logs = new LoggerFactory(log is null ? [] : [log]);
        Local = new LocalEventGrid(Queue, Blobs, MsOptions.Create(Options), Time, _logs.CreateLogger<LocalEventGrid>(), webhooks);
    }

    public LocalEventGrid Local { get; }

    public LocalEventGridOptions Options { get; }

    public MemoryQueue Queue { get; }

    public MemoryBlobs Blobs { get; }

    public TimeProvider Time { get; }

    /// <summary>What in-process destinations were given, in order.</summary>
    public ConcurrentQueue<JsonElement> Received { get; } = new();

    /// <summary>A destination that records what it gets and answers what it is told.</summary>
    public LocalDestination Recorder(Func<JsonElement, int>? answer = null) => LocalDestination.To((json, _) =>
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.Clone();
        var status = answer?.Invoke(root) ?? 200;
        Received.Enqueue(root);
        return Task.FromResult(status);
    });

    public EventGridPublisherClient Client(string topic = "virga", string? key = null)
    {
        var options = new EventGridPublisherClientOptions { Transport = new HttpClientTransport(Local.CreateHandler()) };
        options.Retry.MaxRetries = 0;
        return new EventGridPublisherClient(new Uri(Endpoint, $"/{topic}/api/events"), new AzureKeyCredential(key ?? Key), options);
    }

    public EventGridTransport Transport(Action<EventGridOptions>? configure = null) => TransportOver(Local.CreateHandler(), configure);

    public static EventGridTransport TransportOver(HttpMessageHandler handler, Action<EventGridOptions>? configure = null)
    {
        var options = new EventGridOptions { TopicEndpoint = Endpoint, AccessKey = Key, Handler = handler, RetryDelay = TimeSpan.FromMilliseconds(1) };
        configure?.Invoke(options);
        return new EventGridTransport(MsOptions.Create(options));
    }

    /// <summary>What calls webhooks on this machine.</summary>
    public static WebhookHttp Webhooks() => new(MsOptions.Create(new WebhookHttpOptions { AllowLoopback = true, AllowHttp = true }), TimeProvider.System);

    public Task PublishAsync(params CloudEvent[] events) => Client().SendEventsAsync(events);

    public static CloudEvent Event(string id, object? data = null, string type = "Test.Happened", string? subject = null) =>
        new("/tests", type, new BinaryData(data ?? new { }), "application/json", CloudEventDataFormat.Json) { Id = id, Subject = subject };

    public static Task Until(Func<bool> condition, string what) => Eventually.True(condition, what, cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Local.DisposeAsync();
        _logs.Dispose();
    }
}
