using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Registers what asks for keys, counts requests and lets authorizers decide.</summary>
internal static class GuardServices
{
    public static void AddGatewayGuard(this IServiceCollection services)
    {
        services.AddChecked<ApiKeyOptions, ApiKeyOptionsValidator>(ApiKeyOptions.Section);
        services.AddChecked<ThrottlingOptions, ThrottlingOptionsValidator>(ThrottlingOptions.Section);
        services.AddOptions<AuthorizerOptions>().ValidateOnStart();
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
}
