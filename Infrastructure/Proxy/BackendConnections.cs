using System.Net;

namespace Virga.Proxy;

/// <summary>The connections to backends: no proxies, no redirects, no cookies, nothing unpacked.</summary>
internal sealed class BackendConnections : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Sends requests.</summary>
    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = Lifetime,
    });

    public void Dispose() => Invoker.Dispose();
}
