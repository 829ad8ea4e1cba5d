using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Virga.Cosmos;
using Virga.Documents;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the document store on Cosmos DB.</summary>
public static class CosmosServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IDocumentStore"/> on Cosmos DB, its <see cref="CosmosClient"/> and a health check named <c>cosmos</c>.</summary>
    /// <remarks>Options are bound to the section <c>Cosmos</c>, then given to <paramref name="configure"/>, and checked at start.</remarks>
    public static IServiceCollection AddVirgaCosmos(this IServiceCollection services, Action<CosmosOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<CosmosOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<CosmosOptions>, CosmosOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CosmosOptions>, CosmosOptionsValidator>());
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(provider => CosmosClients.Create(provider.GetRequiredService<IOptions<CosmosOptions>>().Value));
        services.TryAddSingleton<CosmosProvisioner>();
        services.TryAddSingleton<IDocumentStore, CosmosDocumentStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CosmosWarmUp>());
        services.AddHealthChecks();
        services.Configure<HealthCheckServiceOptions>(CosmosHealthCheck.Register);
        return services;
    }
}
