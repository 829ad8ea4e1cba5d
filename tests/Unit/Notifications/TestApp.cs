using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Virga.Documents;
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
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IDocumentStore>(Store);
        services.AddSingleton<IEventTransport>(Ports);
        services.AddSingleton<IMessageQueue>(Ports);
        services.AddSingleton<IBlobStore>(Ports);
        services.AddSingleton<IWebhookTransport>(Ports);
        services.AddSingleton(Log);
        services.AddDocuments();
        services.AddNotifications(configure ?? (builder => builder.Topic(Cats.Topic)));
        if (webhooks)
        {
            services.Configure<NotificationsOptions>(o => o.PublicBaseUrl = new Uri("https://virga.test/"));
            services.Configure<SigningOptions>(o => (o.CertificatePem, o.PrivateKeyPem) = Key);
        }

        if (sign is not null)
        {
            services.Configure(sign);
        }

        if (options is not null)
        {
            services.Configure(options);
        }

        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public MemoryStore Store { get; }

    public RecordingPorts Ports { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>What handlers tell.</summary>
    public HandlerLog Log { get; } = new();

    public IServiceProvider Services => _services;

    public INotifier Notifier => Get<INotifier>();

    public OutboxRelay Relay => Get<OutboxRelay>();

    public SubscriptionRegistry Subscriptions => Get<SubscriptionRegistry>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Subscribes and confirms an endpoint.</summary>
    public async Task<Subscription> WebhookAsync(string endpoint = "https://example.com/hook", string? policy = null, bool? raw = null)
    {
        await Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("https", endpoint) { FilterPolicy = policy, RawMessageDelivery = raw });
        return await Subscriptions.ConfirmAsync("cats", Delivery.Read(Ports.Take().Body).Token!);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
