using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Virga.CosmosEmulator;

/// <summary>A request that came in on a port.</summary>
internal sealed class HttpContextRequest : WireRequest
{
    private readonly HttpRequest _request;

    /// <param name="context">The request, its body not yet read.</param>
    /// <param name="prefix">What stands before the protocol's own path.</param>
    public HttpContextRequest(HttpContext context, string prefix = "")
    {
        _request = context.Request;
        // The target as it was sent: Path has been decoded, and an id may hold an encoded slash.
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw && raw[0] == '/' ? raw : (_request.PathBase + _request.Path).Value ?? "/";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        Path = (query < 0 ? target : target[..query])[prefix.Length..];
    }

    public override string Method => _request.Method;

    public override string Path { get; }

    public override string BaseAddress => $"{_request.Scheme}://{_request.Host}/";

    public override string? Header(string name) => _request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
