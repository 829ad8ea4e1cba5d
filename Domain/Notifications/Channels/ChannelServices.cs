using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Virga.Notifications;

/// <summary>Adds the channels of the framework.</summary>
internal static class ChannelServices
{
    public static void AddChannels(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeliveryChannel, QueueChannel>());
        services.TryAddSingleton<ChannelCatalog>();
        services.TryAddSingleton<ChannelSender>();
    }
}
