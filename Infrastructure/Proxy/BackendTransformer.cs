using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Virga.Proxy;

/// <summary>What goes to a backend and comes back: no credentials and cookies unless it says so, no forwarding headers that a client made up, no headers that the gateway answers with itself.</summary>
internal sealed class BackendTransformer(Backend backend, string path, string keyHeader) : HttpTransformer
{
    private static readonly HashSet<string> NeverSent = new(StringComparer.OrdinalIgnoreCase)
    {
        "Forwarded", "Via", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "x-functions-key", "Proxy-Authorization",
        "traceparent", "tracestate", "baggage", "Request-Id",
    };

    private static readonly HashSet<string> NeverAnswered = new(StringComparer.OrdinalIgnoreCase) { "X-Request-Id", "traceresponse", "Server", "X-Powered-By", "Strict-Transport-Security", "Alt-Svc" };

    /// <inheritdoc/>
    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        ArgumentNullException.ThrowIfNull(proxyRequest);
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken).ConfigureAwait(false);
        var request = httpContext.Request;
        proxyRequest.RequestUri = new Uri($"{destinationPrefix}{path}{request.QueryString.ToUriComponent()}");
        proxyRequest.Headers.Host = null;
        foreach (var name in request.Headers.Keys.Where(IsKept))
        {
            Remove(proxyRequest, name);
        }

        proxyRequest.Headers.TryAddWithoutValidation("Forwarded", Forwarded(httpContext));
        Remove(proxyRequest, "X-Request-Id");
        proxyRequest.Headers.TryAddWithoutValidation("X-Request-Id", httpContext.TraceIdentifier);
        foreach (var (name, value) in backend.Options.Headers)
        {
            Remove(proxyRequest, name);
            if (!proxyRequest.Headers.TryAddWithoutValidation(name, value))
            {
                proxyRequest.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (proxyResponse is not null)
        {
            foreach (var name in proxyResponse.Headers.Select(header => header.Key).Where(IsOwn).ToList())
            {
                proxyResponse.Headers.Remove(name);
            }
        }

        return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken).ConfigureAwait(false);
    }

    private bool IsKept(string name) =>
        NeverSent.Contains(name)
        || name.Equals(keyHeader, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-MS-", StringComparison.OrdinalIgnoreCase)
        || (!backend.Options.PassAuthorization && name.Equals(HeaderNames.Authorization, StringComparison.OrdinalIgnoreCase))
        || (!backend.Options.PassCookies && name.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase));

    private bool IsOwn(string name) =>
        NeverAnswered.Contains(name)
        || name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
        || (!backend.Options.PassCookies && name.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase));

    /// <summary>RFC 7239; addresses of IPv6 stand in brackets and quotes.</summary>
    private static string Forwarded(HttpContext context)
    {
        var client = context.Connection.RemoteIpAddress is { } address ? For(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) : "unknown";
        return $"for={client};proto={context.Request.Scheme}";
    }

    private static string For(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"\"[{address}]\"" : address.ToString();

    private static void Remove(HttpRequestMessage request, string name)
    {
        request.Headers.Remove(name);
        request.Content?.Headers.Remove(name);
    }
}
