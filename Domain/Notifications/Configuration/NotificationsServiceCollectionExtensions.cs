using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Adds notifications to an application.</summary>
public static class NotificationsServiceCollectionExtensions
{
    /// <summary>Adds topics, publishing, the relay, subscriptions and deliveries, configured from section <c>Notifications</c>. May be called several times: topics add up.</summary>
    /// <remarks>The ports must be registered too: <see cref="IDocumentStore"/>, <see cref="IEventTransport"/>, <see cref="IMessageQueue"/>, <see cref="IBlobStore"/> and <see cref="IWebhookTransport"/>.</remarks>
    public static IServiceCollection AddNotifications(this IServiceCollection services, Action<NotificationsBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddOptions(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new TopicCatalog(provider.GetServices<Topic>()));
        services.TryAddSingleton(provider => new SubscriberCatalog(provider.GetServices<FunctionSubscriber>()));
        services.TryAddSingleton<TopicStore>();
        services.TryAddSingleton<TopicView>();
        services.TryAddSingleton<TopicChanges>();
        services.TryAddSingleton(provider => new TopicDirectory(
            provider.GetRequiredService<TopicStore>(),
            provider.GetRequiredService<SubscriptionStore>(),
            provider.GetRequiredService<TopicView>(),
            provider.GetRequiredService<TopicChanges>()));
        services.TryAddSingleton<OutboxWriter>();
        services.TryAddSingleton<DirectPublisher>();
        services.TryAddSingleton<INotifier, OutboxNotifier>();
        services.TryAddSingleton<IMessageSigner, RsaMessageSigner>();
        services.TryAddSingleton(provider => new SigningCertificates(
            provider.GetRequiredService<IOptions<SigningOptions>>(), provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<WebhookKeys>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new WebhookKeys(provider.GetRequiredService<IOptions<SigningOptions>>()));
        services.TryAddSingleton(provider => new WebhookSecrets(provider.GetRequiredService<IOptions<SigningOptions>>()));
        services.TryAddSingleton<RequestSigner>();
        services.TryAddSingleton<ClaimChecks>();
        AddRelay(services);
        AddDelivery(services);
        services.AddChannels();
        services.AddFifo();
        services.AddReplays();
        services.AddDefinitionCheck<TopicCheck>();
        configure?.Invoke(new NotificationsBuilder(services));
        return services;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions<NotificationsOptions>().BindConfiguration(NotificationsOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NotificationsOptions>, NotificationsOptionsValidator>());
        services.AddOptions<SigningOptions>().BindConfiguration(SigningOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SigningOptions>, SigningOptionsValidator>());
        services.AddOptions<WebhookOptions>();
    }

    private static void AddRelay(IServiceCollection services)
    {
        services.TryAddSingleton<OutboxStore>();
        services.TryAddSingleton<OutboxGauge>();
        services.TryAddSingleton<EventSender>();
        services.AddHealthChecks();
        services.Configure<HealthCheckServiceOptions>(OutboxHealthCheck.Register);
        services.TryAddSingleton<RegistryReader>();
        services.TryAddSingleton<DeliveryPlanner>();
        services.TryAddSingleton<OutboxClaims>();
        services.TryAddSingleton<EventSplitter>();
        services.TryAddSingleton<RefusedEvents>();
        services.TryAddSingleton(provider => new OutboxRelay(
            provider.GetRequiredService<OutboxStore>(),
            provider.GetRequiredService<OutboxClaims>(),
            provider.GetRequiredService<EventSplitter>(),
            provider.GetRequiredService<EventSender>(),
            provider.GetRequiredService<FifoRelay>(),
            provider.GetRequiredService<RefusedEvents>(),
            provider.GetRequiredService<IOptions<NotificationsOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OutboxRelay>>()));
        services.TryAddSingleton(provider => new OutboxSweeper(
            provider.GetRequiredService<OutboxStore>(),
            provider.GetRequiredService<OutboxRelay>(),
            provider.GetRequiredService<OutboxGauge>(),
            provider.GetRequiredService<IOptions<NotificationsOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OutboxSweeper>>()));
        services.TryAddSingleton<RelayNudges>();
        services.TryAddSingleton<RelayNudger>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RelayNudger>(provider => provider.GetRequiredService<RelayNudger>()));
    }

    private static void AddDelivery(IServiceCollection services)
    {
        services.TryAddSingleton<SubscriptionStore>();
        services.TryAddSingleton<DeliverySender>();
        services.TryAddSingleton<ConfirmationSender>();
        services.TryAddSingleton<ConfirmationLine>();
        services.TryAddSingleton<EnvelopeWriter>();
        services.TryAddSingleton<DeadLetterWriter>();
        services.TryAddSingleton<DeliverySettlement>();
        services.TryAddSingleton<FunctionInvoker>();
        services.TryAddSingleton(provider => new NotificationInspector(
            provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<RegistryReader>(), provider.GetRequiredService<OutboxStore>()));
        services.TryAddSingleton(provider => new DeadLetters(provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<IBlobStore>()));
        services.TryAddSingleton(provider => new ClaimSweeper(provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new DeadEventCollector(
            provider.GetRequiredService<IBlobStore>(),
            provider.GetRequiredService<ClaimChecks>(),
            provider.GetRequiredService<DeadLetterWriter>(),
            provider.GetRequiredService<ILogger<DeadEventCollector>>()));
        services.TryAddSingleton<SubscriptionChanges>();
        services.TryAddSingleton<SubscriptionOpening>();
        services.TryAddSingleton(provider => new SubscriptionRegistry(
            provider.GetRequiredService<SubscriptionStore>(),
            provider.GetRequiredService<SubscriptionChanges>(),
            provider.GetRequiredService<SubscriptionOpening>(),
            provider.GetRequiredService<TopicStore>(),
            provider.GetRequiredService<ConfirmationSender>(),
            provider.GetRequiredService<CircuitBreaker>(),
            provider.GetRequiredService<SubscriberCatalog>(),
            provider.GetRequiredService<IOptions<NotificationsOptions>>(),
            provider.GetRequiredService<ILogger<SubscriptionRegistry>>()));
        services.TryAddSingleton(provider => new Redriver(
            provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<DeliverySender>()));
        services.TryAddSingleton<DeliveryAttempts>();
        services.TryAddSingleton<EndpointAttempts>();
        services.TryAddSingleton<WebhookSender>();
        services.TryAddSingleton<DeliveryLog>();
        services.TryAddSingleton<CircuitBreaker>();
        services.TryAddSingleton<Throttle>();
        services.TryAddSingleton(provider => new DeliveryDispatcher(
            provider.GetRequiredService<DeliveryAttempts>(),
            provider.GetRequiredService<DeliverySender>(),
            provider.GetRequiredService<DeliverySettlement>(),
            provider.GetRequiredService<ClaimChecks>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new DeliveryWorker(
            provider.GetRequiredService<DeliveryAttempts>(),
            provider.GetRequiredService<DeliverySettlement>(),
            provider.GetRequiredService<ClaimChecks>(),
            provider.GetRequiredService<FifoWorker>(),
            provider.GetRequiredService<ReplayWorker>(),
            provider.GetRequiredService<IOptions<NotificationsOptions>>()));
    }
}
