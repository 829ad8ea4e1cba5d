using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Registers what finds out who calls, and whether they may.</summary>
internal static class AuthenticationServices
{
    /// <summary>Bearer authentication without what only cookies need: data protection would make keys on the disk at start.</summary>
    public static void AddGatewayAuthentication(this IServiceCollection services)
    {
        services.AddChecked<GatewayAuthenticationOptions, GatewayAuthenticationOptionsValidator>(GatewayAuthenticationOptions.Section);
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
}
