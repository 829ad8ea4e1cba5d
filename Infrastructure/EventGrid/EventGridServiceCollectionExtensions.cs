using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Virga.EventGrid;
using Virga.Notifications;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Event Grid adapter.</summary>
public static class EventGridServiceCollectionExtensions
{
    /// <summary>Adds <see cref="EventGridTransport"/> as the <see cref="IEventTransport"/>, configured from section <c>EventGrid</c> and checked at start.</summary>
    public static IServiceCollection AddVirgaEventGrid(this IServiceCollection services, Action<EventGridOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<EventGridOptions>().BindConfiguration(EventGridOptions.Section).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventGridOptions>, EventGridOptionsValidator>());
        services.TryAddSingleton<EventGridTransport>();
        services.TryAddSingleton<IEventTransport>(provider => provider.GetRequiredService<EventGridTransport>());
        return services;
    }

    /// <summary>Adds <see cref="WebhookHttp"/> as the <see cref="IWebhookTransport"/>. Its options are set in code only.</summary>
    public static IServiceCollection AddVirgaWebhookHttp(this IServiceCollection services, Action<WebhookHttpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<WebhookHttpOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookHttpOptions>, WebhookHttpOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WebhookHttp>();
        services.TryAddSingleton<IWebhookTransport>(provider => provider.GetRequiredService<WebhookHttp>());
        return services;
    }

    /// <summary>Adds <see cref="LocalEventGrid"/> over the registered <see cref="IMessageQueue"/> and <see cref="IBlobStore"/>, configured from section <c>LocalEventGrid</c>, and delivers while the host runs.</summary>
    public static IServiceCollection AddVirgaLocalEventGrid(this IServiceCollection services, Action<LocalEventGridOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<LocalEventGridOptions>().BindConfiguration(LocalEventGridOptions.Section).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LocalEventGridOptions>, LocalEventGridOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LocalEventGrid>();
        services.AddHostedService<LocalEventGridService>();
        return services;
    }
}
