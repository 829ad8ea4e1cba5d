using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Virga.LocalHost;

/// <summary>Says whether this process serves a developer on their own machine, and whether a request is theirs: all that opens development's doors asks here.</summary>
/// <remarks>
/// On means: environment Development, and none of the variables that App Service and Container Apps set wherever they run an app.
/// A request is the developer's when its peer is this machine, nothing forwarded it, its Host header is a loopback name (against DNS rebinding)
/// and no page of another origin sent it (against cross-site requests).
/// </remarks>
public sealed class LocalDevelopment
{
    /// <summary>The variables that App Service sets.</summary>
    private static readonly string[] Deployed = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "WEBSITE_POD_NAME"];

    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host"];

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
        var request = context.Request;
        return IsOn
            && IsThisMachine(context.Connection.RemoteIpAddress)
            && !Array.Exists(Forwarding, request.Headers.ContainsKey)
            && IsLoopbackName(request.Host.Host)
            && IsOwnOrigin(request);
    }

    // Null is a peer without an address: a Unix socket, or a test server in this process.
    private static bool IsThisMachine(IPAddress? peer) => peer is null || IPAddress.IsLoopback(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer);

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]" or "::1";

    private static bool IsOwnOrigin(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site.ToString() is not ("same-origin" or "none"))
        {
            return false;
        }

        return !request.Headers.TryGetValue("Origin", out var origin)
            || string.Equals(origin.ToString(), $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }
}
