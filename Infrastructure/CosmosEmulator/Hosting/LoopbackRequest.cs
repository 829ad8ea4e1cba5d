using System.Net;
using Microsoft.AspNetCore.Http;

namespace Virga.CosmosEmulator;

/// <summary>Says whether a request comes from the person at this machine, and not from another machine or a page of another site in their browser.</summary>
/// <remarks>
/// The peer is this machine, nothing forwarded the request, its Host header is a loopback name (against DNS rebinding)
/// and no page of another origin sent it (against cross-site requests).
/// </remarks>
internal static class LoopbackRequest
{
    // What a proxy says, and what remains of it when it has been believed: the peer is then what the proxy said.
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Original-For", "X-Original-Host"];

    /// <summary>Whether the request is one's own.</summary>
    public static bool Allows(HttpContext context)
    {
        var request = context.Request;
        return IsThisMachine(context.Connection.RemoteIpAddress)
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
