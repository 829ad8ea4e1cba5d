using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Registers what integrations need.</summary>
internal static class IntegrationServices
{
    public static void AddGatewayIntegrations(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new Canaries(provider.GetService<IConfiguration>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackendsOptions>, BackendsOptionsValidator>());
    }
}
