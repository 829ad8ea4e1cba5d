using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Makes ASP.NET Core's default CORS policy of the gateway's options.</summary>
internal sealed class CorsSetup(IOptions<CrossOriginOptions> configured) : IConfigureOptions<CorsOptions>
{
    private static readonly string[] Exposed = ["ETag", "Link", "Location", RateLimitHeaders.Limit, RateLimitHeaders.Policy, "Retry-After", RequestIdMiddleware.Header];

    public void Configure(CorsOptions options)
    {
        var settings = configured.Value;
        if (settings.Origins.Count > 0)
        {
            options.AddDefaultPolicy(policy => Build(policy, settings));
        }
    }

    private static void Build(CorsPolicyBuilder policy, CrossOriginOptions settings)
    {
        if (settings.AllowsAll)
        {
            policy.AllowAnyOrigin();
        }
        else
        {
            policy.WithOrigins([.. settings.Origins]).SetIsOriginAllowedToAllowWildcardSubdomains();
        }

        _ = settings.Methods.Count > 0 ? policy.WithMethods([.. settings.Methods]) : policy.AllowAnyMethod();
        _ = settings.Headers.Count > 0 ? policy.WithHeaders([.. settings.Headers]) : policy.AllowAnyHeader();
        policy.WithExposedHeaders(settings.ExposedHeaders.Count > 0 ? [.. settings.ExposedHeaders] : Exposed);
        policy.SetPreflightMaxAge(settings.MaxAge);
        if (settings.Credentials)
        {
            policy.AllowCredentials();
        }
    }
}
