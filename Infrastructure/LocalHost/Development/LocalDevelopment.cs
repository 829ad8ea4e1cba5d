using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Virga.CosmosEmulator;

namespace Virga.LocalHost;

/// <summary>Says whether this process serves a developer on their own machine, and whether a request is theirs: all that opens development's doors asks here.</summary>
/// <remarks>
/// On means: environment Development, and none of the variables that App Service sets wherever it runs an app.
/// A request is the developer's when its peer is this machine, nothing forwarded it, its Host header is a loopback name (against DNS rebinding)
/// and no page of another origin sent it (against cross-site requests).
/// </remarks>
public sealed class LocalDevelopment
{
    /// <summary>The variables that App Service sets.</summary>
    private static readonly string[] Deployed = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "WEBSITE_POD_NAME"];

    /// <summary>Looks at the environment and the configuration once.</summary>
    public LocalDevelopment(IHostEnvironment environment, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(configuration);
        IsOn = environment.IsDevelopment() && Array.TrueForAll(Deployed, name => string.IsNullOrEmpty(configuration[name]));
    }

    /// <summary>Whether this process serves a developer on their own machine.</summary>
    public bool IsOn { get; }

    /// <summary>Whether a request is the developer's. False whenever <see cref="IsOn"/> is.</summary>
    public bool Allows(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return IsOn && LoopbackRequest.Allows(context);
    }
}
