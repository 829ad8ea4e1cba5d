using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Support;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>The notifications of an app, over ports in memory and a clock that stands.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private static readonly (string CertificatePem, string PrivateKeyPem) Key = SigningKey.Create("virga.test", Messages.Now.AddDays(-1), TimeSpan.FromDays(30));

    private readonly ServiceProvider _services;

    public TestApp(Action<NotificationsBuilder>? configure = null, Action<NotificationsOptions>? options = null, TestApp? sharing = null, bool webhooks = true, Action<SigningOptions>? sign = null)
    {
        Store = sharing?.Store ?? new MemoryStore();
        Ports = sharing?.Ports ?? new RecordingPorts();
        Time = sharing?.Time ?? new FakeTimeProvider(Messages.Now);
        _services = TestServices.Build(Time, Store, Ports, Ports, configure ?? (builder => builder.Topic(Cats.Topic)), services =>
        {
            services.AddLogging(logging => logging.AddProvider(Logs));
            services.AddSingleton(Log);
            if (webhooks)
            {
                services.Configure<NotificationsOptions>(o => o.PublicBaseUrl = new Uri("https://virga.test/"));
                services.Configure<SigningOptions>(o => (o.CertificatePem, o.PrivateKeyPem) = Key);
            }

            services.Configure(sign ?? (_ => { }));
            services.Configure(options ?? (_ => { }));
        });
    }

    public MemoryStore Store { get; }

    public RecordingPorts Ports { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>What handlers tell.</summary>
    public HandlerLog Log { get; } = new();

    public LogRecorder Logs { get; } = new();

    public IServiceProvider Services => _services;

    public INotifier Notifier => Get<INotifier>();

    public OutboxRelay Relay => Get<OutboxRelay>();

    public SubscriptionRegistry Subscriptions => Get<SubscriptionRegistry>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Subscribes and confirms an endpoint.</summary>
    public async Task<Subscription> WebhookAsync(string endpoint = "https://example.com/hook", string? policy = null, bool? raw = null, string topic = "cats", string? delivery = null)
    {
        await Subscriptions.SubscribeAsync(topic, new SubscriptionRequest("https", endpoint) { FilterPolicy = policy, RawMessageDelivery = raw, DeliveryPolicy = delivery });
        return await Subscriptions.ConfirmAsync(topic, Delivery.Read(Ports.Take().Body).Token!);
    }

    /// <summary>Publishes a message to the topic of cats and delivers it once to whoever is subscribed. What became of each delivery.</summary>
    public async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(string body = """{"name":"Tom","age":3}""", Action<MessageBuilder>? configure = null)
    {
        var message = await Notifier.PublishTextAsync("cats", body, configure);
        await Relay.RelayAsync([.. Store.All("_outbox").Where(record => record.GetProperty("messageId").GetString() == message.MessageId)]);
        if (Ports.Events.LastOrDefault(routed => routed.Data.ToString().Contains(message.MessageId, StringComparison.Ordinal)) is not { } sent)
        {
            return [];
        }

        await Get<DeliveryDispatcher>().DispatchAsync(sent.Data);
        var outcomes = new List<DeliveryOutcome>();
        foreach (var (queued, _) in Ports.TakeAll())
        {
            outcomes.Add(await Get<DeliveryWorker>().HandleAsync(queued));
        }

        return outcomes;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
