using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Virga.Gateway;

/// <summary>Registers what watches requests.</summary>
internal static class ObservingServices
{
    public static void AddGatewayObserving(this IServiceCollection services)
    {
        services.AddChecked<AccessLogOptions, AccessLogOptionsValidator>(AccessLogOptions.Section);
        services.AddChecked<AccessNotificationOptions, AccessNotificationOptionsValidator>(AccessNotificationOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AccessNotificationPump>());
        services.TryAddSingleton<AccessLog>();
        services.TryAddSingleton<AccessNotifications>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundWork, AccessNotifications>(provider => provider.GetRequiredService<AccessNotifications>()));
        services.TryAddSingleton<AccessObserver>();
        services.TryAddSingleton<GatewayMetrics>();
    }
}
