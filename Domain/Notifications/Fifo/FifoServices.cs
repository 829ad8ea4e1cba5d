using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Adds what FIFO topics need.</summary>
internal static class FifoServices
{
    public static void AddFifo(this IServiceCollection services)
    {
        services.TryAddSingleton<FifoTopicMarks>();
        services.TryAddSingleton<FifoLog>();
        services.TryAddSingleton<FifoStore>();
        services.TryAddSingleton<FifoTurns>();
        services.TryAddSingleton<FifoPublisher>();
        services.TryAddSingleton<FifoRelay>();
        services.TryAddSingleton<FifoLease>();
        services.TryAddSingleton<FifoStep>();
        services.TryAddSingleton<FifoWorker>();
        services.TryAddSingleton(provider => new FifoGroups(
            provider.GetRequiredService<FifoStore>(), provider.GetRequiredService<FifoTurns>(), provider.GetRequiredService<DeadLetterWriter>()));
        services.TryAddSingleton(provider => new FifoSweeper(
            provider.GetRequiredService<FifoStore>(),
            provider.GetRequiredService<FifoTurns>(),
            provider.GetRequiredService<IOptions<NotificationsOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
