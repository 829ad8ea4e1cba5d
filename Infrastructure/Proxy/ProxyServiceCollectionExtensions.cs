using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Virga.Gateway;
using Virga.Proxy;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the forwarding of requests.</summary>
public static class ProxyServiceCollectionExtensions
{
    /// <summary>Adds what <c>Integration.Proxy</c> needs: the backends of section <c>Gateway:Backends</c>, checked at start, and a health check of them.</summary>
    public static IServiceCollection AddVirgaProxy(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<BackendsOptions>()
            .Configure<IServiceProvider>((options, provider) => provider.GetService<IConfiguration>()?.GetSection(BackendsOptions.Section).Bind(options.Backends))
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpForwarder();
        services.TryAddSingleton<Backends>();
        services.TryAddSingleton<BackendConnections>();
        services.TryAddSingleton<IBackendForwarder, YarpForwarder>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, BackendProbe>());
        services.AddDefinitionCheck<BackendCheck>();
        services.AddHealthChecks().AddCheck<BackendHealthCheck>("backends", tags: [HealthAnswer.ObserveTag]);
        return services;
    }
}
