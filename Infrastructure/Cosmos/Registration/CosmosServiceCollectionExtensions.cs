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
    /// <summary>Adds <see cref="IDocumentStore"/> on Cosmos DB, its <see cref="CosmosClient"/> and the health checks <c>cosmos</c> (it answers) and <c>containers</c> (they are what the models want).</summary>
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

        // Making it is a quarter of a start: whoever keeps it takes it lazily, and the warm-up makes it beside the rest of the start.
        services.TryAddSingleton(provider => new Lazy<CosmosClient>(provider.GetRequiredService<CosmosClient>));
        services.TryAddSingleton<CosmosProvisioner>();
        services.TryAddSingleton<IDocumentStore, CosmosDocumentStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CosmosWarmUp>());
        services.TryAddSingleton<ContainerDrift>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ContainerDriftCheck>());
        services.AddHealthChecks();
        services.Configure<HealthCheckServiceOptions>(CosmosHealthCheck.Register);
        services.Configure<HealthCheckServiceOptions>(ContainerHealthCheck.Register);
        return services;
    }
}
