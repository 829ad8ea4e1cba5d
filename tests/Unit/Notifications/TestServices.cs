using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>The notifications of a process, over the test's store, ports and clock.</summary>
internal static class TestServices
{
    /// <param name="time">The clock.</param>
    /// <param name="store">The store.</param>
    /// <param name="ports">Transport, blobs and webhooks.</param>
    /// <param name="queue">The queues.</param>
    /// <param name="configure">The topics.</param>
    /// <param name="more">Whatever else the process has.</param>
    public static ServiceProvider Build(TimeProvider time, IDocumentStore store, RecordingPorts ports, IMessageQueue queue, Action<NotificationsBuilder> configure, Action<IServiceCollection> more)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(time);
        services.AddSingleton(store);
        services.AddSingleton<IEventTransport>(ports);
        services.AddSingleton(queue);
        services.AddSingleton<IBlobStore>(ports);
        services.AddSingleton<IWebhookTransport>(ports);
        services.AddDocuments();
        services.AddNotifications(configure);
        more(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
