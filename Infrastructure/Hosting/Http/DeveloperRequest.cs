using System.Net;
using Microsoft.AspNetCore.Http;

namespace Virga.Hosting;

/// <summary>Says whether a request that Core Tools forward comes from the developer at this machine, and not from another machine or a page of another site in their browser.</summary>
/// <remarks>
/// The host listens on all addresses and the app sees the host as its peer, so the host's words count: it replaces what a client says
/// in <c>X-Forwarded-For</c>, <c>-Host</c> and <c>-Proto</c> by what it saw itself. Without them the connection and the Host header decide.
/// </remarks>
internal static class DeveloperRequest
{
    /// <summary>Whether the request is the developer's own.</summary>
    public static bool Allows(HttpContext context)
    {
        var request = context.Request;
        return IsThisMachine(context.Connection.RemoteIpAddress)
            && (!request.Headers.TryGetValue("X-Forwarded-For", out var client) || (IPAddress.TryParse(client.ToString(), out var address) && IsThisMachine(address)))
            && IsLoopbackName(Asked(request).Host)
            && IsOwnOrigin(request);
    }

    // Null is a peer without an address: a test server in this process.
    private static bool IsThisMachine(IPAddress? peer) => peer is null || IPAddress.IsLoopback(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer);

    /// <summary>The host that the client asked: its name says whether a page elsewhere has made it this machine's (DNS rebinding).</summary>
    private static HostString Asked(HttpRequest request) =>
        request.Headers.TryGetValue("X-Forwarded-Host", out var host) ? new HostString(host.ToString()) : request.Host;

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]" or "::1";

    private static bool IsOwnOrigin(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site.ToString() is not ("same-origin" or "none"))
        {
            return false;
        }

        var scheme = request.Headers.TryGetValue("X-Forwarded-Proto", out var proto) ? proto.ToString() : request.Scheme;
        return !request.Headers.TryGetValue("Origin", out var origin)
            || string.Equals(origin.ToString(), $"{scheme}://{Asked(request).Value}", StringComparison.OrdinalIgnoreCase);
    }
}
