using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Virga.Notifications;

/// <summary>Adds what replays need.</summary>
internal static class ReplayServices
{
    public static void AddReplays(this IServiceCollection services)
    {
        services.TryAddSingleton<RecipientPolicies>();
        services.TryAddSingleton<ReplayStore>();
        services.TryAddSingleton<ReplayWorker>();
        services.TryAddSingleton(provider => new Replays(
            provider.GetRequiredService<ReplayStore>(), provider.GetRequiredService<IMessageQueue>(), provider.GetRequiredService<TimeProvider>()));
    }
}
