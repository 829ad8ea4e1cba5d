using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Virga.LocalStorage;
using Virga.Notifications;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers local queues and blobs.</summary>
public static class LocalStorageServices
{
    /// <summary>Adds <see cref="IMessageQueue"/>, <see cref="IQueueSignal"/> and <see cref="IBlobStore"/> on one SQLite file, in place of any that were added before.</summary>
    public static IServiceCollection AddLocalStorage(this IServiceCollection services, Action<LocalStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<LocalStorageOptions>().BindConfiguration(LocalStorageOptions.Section).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LocalStorageOptions>, LocalStorageOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SqliteFile>();
        services.TryAddSingleton(provider => new SqliteQueue(provider.GetRequiredService<SqliteFile>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new SqliteBlobStore(provider.GetRequiredService<SqliteFile>()));
        services.Replace(ServiceDescriptor.Singleton<IMessageQueue>(provider => provider.GetRequiredService<SqliteQueue>()));
        services.Replace(ServiceDescriptor.Singleton<IQueueSignal>(provider => provider.GetRequiredService<SqliteQueue>()));
        services.Replace(ServiceDescriptor.Singleton<IBlobStore>(provider => provider.GetRequiredService<SqliteBlobStore>()));
        return services;
    }
}
