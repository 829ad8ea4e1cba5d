using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Registers what watches requests.</summary>
internal static class ObservingServices
{
    public static void AddGatewayObserving(this IServiceCollection services)
    {
        services.AddOptions<AccessLogOptions>().BindConfiguration(AccessLogOptions.Section).ValidateOnStart();
        services.AddOptions<AccessNotificationOptions>().BindConfiguration(AccessNotificationOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccessLogOptions>, AccessLogOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccessNotificationOptions>, AccessNotificationOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AccessNotificationPump>());
        services.TryAddSingleton<AccessLog>();
        services.TryAddSingleton<AccessNotifications>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundWork, AccessNotifications>(provider => provider.GetRequiredService<AccessNotifications>()));
        services.TryAddSingleton<AccessObserver>();
        services.TryAddSingleton<GatewayMetrics>();
    }
}
