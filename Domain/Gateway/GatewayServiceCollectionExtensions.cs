using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Virga.Documents;
using Virga.Gateway;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the gateway.</summary>
public static class GatewayServiceCollectionExtensions
{
    /// <summary>Adds the gateway: pipeline, bearer authentication, scopes, problem details, OpenAPI and health.</summary>
    /// <remarks>
    /// Options are bound to the sections <c>Gateway</c> and <c>Authentication</c>, then given to <paramref name="configure"/>, and checked at start.
    /// The host supplies the functions as a singleton <see cref="GatewayEndpoints"/>.
    /// </remarks>
    public static IServiceCollection AddGateway(this IServiceCollection services, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddChecked<GatewayOptions, GatewayOptionsValidator>(GatewayOptions.Section);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddMetrics();
        services.AddRouting();
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<GatewayOptions>>(
            (timeouts, gateway) => timeouts.DefaultPolicy ??= TimeoutAttribute.PolicyOf(gateway.Value.Timeout));
        services.AddGatewayRequests();
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.AllowDuplicateProperties = false;

            // As in documents: names outlive a new order of the members.
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        services.AddGatewayObserving();
        services.AddGatewayIntegrations();
        services.AddGatewayOperations();
        services.TryAddSingleton<GatewayPipeline>();
        services.TryAddSingleton<GatewayStartCheck>();
        services.TryAddSingleton<RouteFinder>();
        services.TryAddSingleton(provider => new CatchAll(provider.GetRequiredService<RouteFinder>()));
        services.TryAddSingleton<TypedBodyReader>();
        services.TryAddSingleton<TopicBodies>();
        services.TryAddSingleton<ModelRules>();
        services.TryAddSingleton<ApiDescription>();
        services.TryAddSingleton<AsyncApiDescription>();
        services.AddHealthChecks();
        services.TryAddSingleton<HealthAnswer>();
        services.TryAddSingleton(typeof(Resource<>));
        services.AddGatewayAuthentication();
        services.AddGatewayGuard();
        services.AddGatewayEdge();
        return services;
    }

    /// <summary>Adds an authorizer, which functions name with <c>[Authorizer("…")]</c>; it is made anew for each decision unless it is registered otherwise.</summary>
    /// <typeparam name="T">The authorizer.</typeparam>
    public static IServiceCollection AddAuthorizer<T>(this IServiceCollection services, string name, Action<AuthorizerSettings>? configure = null)
        where T : class, IRequestAuthorizer
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        services.TryAddTransient<T>();
        return services.Configure<AuthorizerOptions>(options =>
        {
            var settings = new AuthorizerSettings();
            configure?.Invoke(settings);
            if (!options.Authorizers.TryAdd(name, (typeof(T), settings)))
            {
                options.Twice.Add(name);
            }
        });
    }

    /// <summary>Says what clients may ask of the lists of a model's <see cref="Resource{T}"/>, and whose its documents are; without filters and owners a resource needs no registration.</summary>
    public static IServiceCollection AddResource<T>(this IServiceCollection services, Action<ResourceBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new ResourceBuilder<T>();
        configure(builder);
        services.AddSingleton<IResourceCheck, ResourceCheck<T>>();
        return services.AddSingleton(provider => new Resource<T>(
            provider.GetRequiredService<IRepository<T>>(), provider.GetRequiredService<IOptions<GatewayOptions>>(), builder));
    }
}
