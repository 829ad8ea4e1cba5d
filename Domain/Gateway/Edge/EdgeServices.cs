using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Registers what stands between the network and the functions.</summary>
internal static class EdgeServices
{
    public static void AddGatewayEdge(this IServiceCollection services)
    {
        services.AddChecked<CrossOriginOptions, CrossOriginOptionsValidator>(CrossOriginOptions.Section);
        services.AddChecked<ForwardedOptions, EdgeOptionsValidator>(ForwardedOptions.Section);
        services.AddChecked<NetworkOptions, EdgeOptionsValidator>(NetworkOptions.Section);
        services.AddChecked<SecurityHeadersOptions, EdgeOptionsValidator>(SecurityHeadersOptions.Section);
        services.AddChecked<ClientCertificateOptions, EdgeOptionsValidator>(ClientCertificateOptions.Section);
        services.AddCors();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<CorsOptions>, CorsSetup>());
        services.TryAddSingleton<ClientCertificateStage>();
    }
}
