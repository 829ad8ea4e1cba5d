using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
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
        AddAuthentication(services);
        AddKeys(services);
        AddEdge(services);
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

    /// <summary>Bearer authentication without what only cookies need: data protection would make keys on the disk at start.</summary>
    private static void AddAuthentication(IServiceCollection services)
    {
        services.TryAddSingleton<IAuthenticationConfigurationProvider, NoAuthenticationConfiguration>();
        services.AddAuthenticationCore(options => options.DefaultScheme = JwtBearerDefaults.AuthenticationScheme);
        services.AddWebEncoders();
        services.TryAddSingleton(HostPlatform.None);
        if (!services.Any(service => service.ServiceType == typeof(JwtBearerSetup)))
        {
            services.AddSingleton<JwtBearerSetup>();
            services.AddSingleton<IConfigureOptions<JwtBearerOptions>>(provider => provider.GetRequiredService<JwtBearerSetup>());
            services.AddSingleton<IConfigureOptions<AuthenticationOptions>>(provider => provider.GetRequiredService<JwtBearerSetup>());
            new AuthenticationBuilder(services)
                .AddJwtBearer()
                .AddJwtBearer(JwtBearerSetup.DevelopmentScheme, _ => { })
                .AddScheme<AuthenticationSchemeOptions, EasyAuthHandler>(EasyAuthHandler.Scheme, null);

            // After AddJwtBearer, whose own step makes the connection.
            services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>, IssuerConnection>();
        }

        services.AddAuthorization();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, ScopeAuthorizationHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, OwnerAuthorizationHandler>());
        services.Replace(ServiceDescriptor.Singleton<IAuthorizationMiddlewareResultHandler, GatewayAuthorizationResultHandler>());
    }

    private static void AddKeys(IServiceCollection services)
    {
        services.AddOptions<ApiKeyOptions>().BindConfiguration(ApiKeyOptions.Section).ValidateOnStart();
        services.AddOptions<ThrottlingOptions>().BindConfiguration(ThrottlingOptions.Section).ValidateOnStart();
        services.AddOptions<AuthorizerOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApiKeyOptions>, ApiKeyOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ThrottlingOptions>, ThrottlingOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuthorizerOptions>, AuthorizerOptionsValidator>());
        services.AddHybridCache();
        services.TryAddSingleton<AuthorizerStage>();
        services.TryAddSingleton<Throttles>();
        services.TryAddSingleton<ThrottleStage>();
        services.TryAddSingleton<KnownKeys>();
        services.TryAddSingleton<UsageCounter>();
        services.TryAddSingleton<ApiKeyStage>();
        services.TryAddSingleton(provider => new ApiKeys(
            provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<KnownKeys>(), provider.GetRequiredService<IOptions<ApiKeyOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new UsagePlans(
            provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<KnownKeys>(), provider.GetRequiredService<GatewayEndpoints>()));
        services.TryAddSingleton(provider => new Usage(
            provider.GetRequiredService<ApiKeys>(), provider.GetRequiredService<UsagePlans>(), provider.GetRequiredService<UsageCounter>()));
    }

    private static void AddEdge(IServiceCollection services)
    {
        services.AddOptions<CrossOriginOptions>().BindConfiguration(CrossOriginOptions.Section).ValidateOnStart();
        services.AddOptions<ForwardedOptions>().BindConfiguration(ForwardedOptions.Section).ValidateOnStart();
        services.AddOptions<NetworkOptions>().BindConfiguration(NetworkOptions.Section).ValidateOnStart();
        services.AddOptions<SecurityHeadersOptions>().BindConfiguration(SecurityHeadersOptions.Section).ValidateOnStart();
        services.AddOptions<ClientCertificateOptions>().BindConfiguration(ClientCertificateOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CrossOriginOptions>, CrossOriginOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ForwardedOptions>, EdgeOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NetworkOptions>, EdgeOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecurityHeadersOptions>, EdgeOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClientCertificateOptions>, EdgeOptionsValidator>());
        services.AddCors();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<CorsOptions>, CorsSetup>());
        services.TryAddSingleton<ClientCertificateStage>();
    }
}
