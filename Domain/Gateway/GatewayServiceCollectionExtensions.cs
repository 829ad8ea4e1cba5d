using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
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
        var options = services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.AddOptions<GatewayAuthenticationOptions>().BindConfiguration(GatewayAuthenticationOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayAuthenticationOptions>, GatewayAuthenticationOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddMetrics();
        services.AddRouting();
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<GatewayOptions>>(
            (timeouts, gateway) => timeouts.DefaultPolicy ??= TimeoutAttribute.PolicyOf(gateway.Value.Timeout));
        services.AddGatewayRequests();
        services.Configure<JsonOptions>(json => json.SerializerOptions.AllowDuplicateProperties = false);
        services.AddGatewayObserving();
        services.AddGatewayIntegrations();
        services.TryAddSingleton<GatewayPipeline>();
        services.TryAddSingleton<GatewayStartCheck>();
        services.TryAddSingleton<CatchAll>();
        services.TryAddSingleton<TypedBodyReader>();
        services.TryAddSingleton<TopicBodies>();
        services.TryAddSingleton<ApiDescription>();
        services.TryAddSingleton<AsyncApiDescription>();
        services.AddHealthChecks();
        services.TryAddSingleton<HealthAnswer>();
        services.TryAddSingleton(typeof(Resource<>));
        AddAuthentication(services);
        return services;
    }

    /// <summary>Says what clients may ask of the lists of a model's <see cref="Resource{T}"/>; without filters a resource needs no registration.</summary>
    public static IServiceCollection AddResource<T>(this IServiceCollection services, Action<ResourceBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new ResourceBuilder<T>();
        configure(builder);
        return services.AddSingleton(provider => new Resource<T>(
            provider.GetRequiredService<IRepository<T>>(), provider.GetRequiredService<IOptions<GatewayOptions>>(), builder));
    }

    /// <summary>Bearer authentication without what only cookies need: data protection would make keys on the disk at start.</summary>
    private static void AddAuthentication(IServiceCollection services)
    {
        services.TryAddSingleton<IAuthenticationConfigurationProvider, NoAuthenticationConfiguration>();
        services.AddAuthenticationCore(options => options.DefaultScheme = JwtBearerDefaults.AuthenticationScheme);
        services.AddWebEncoders();
        if (!services.Any(service => service.ServiceType == typeof(JwtBearerMarker)))
        {
            services.AddSingleton<JwtBearerMarker>();
            services.AddSingleton<IConfigureOptions<JwtBearerOptions>, JwtBearerSetup>();
            new AuthenticationBuilder(services)
                .AddJwtBearer()
                .AddJwtBearer(JwtBearerSetup.DevelopmentScheme, _ => { });
        }

        services.AddAuthorization();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, ScopeAuthorizationHandler>());
        services.Replace(ServiceDescriptor.Singleton<IAuthorizationMiddlewareResultHandler, GatewayAuthorizationResultHandler>());
    }

    private sealed class JwtBearerMarker;
}
