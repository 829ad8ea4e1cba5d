using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Virga.Gateway;

/// <summary>Forwards the request when it is executed.</summary>
internal sealed class ProxyResult(string? backend, string? path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var endpoint = httpContext.GetEndpoint();
        var name = backend ?? endpoint?.Metadata.GetMetadata<ProxiesToAttribute>()?.Backend
            ?? throw new InvalidOperationException($"Function '{endpoint?.DisplayName}' answers with Integration.Proxy() and says not where to: add [ProxiesTo(\"…\")].");
        var forwarder = httpContext.RequestServices.GetService<IBackendForwarder>()
            ?? throw new InvalidOperationException("There is nothing that forwards requests: call services.AddVirgaProxy().");
        return forwarder.ForwardAsync(httpContext, name, BackendPath.Encode(path ?? Rest(httpContext)));
    }

    /// <summary>What the route's catch-all parameter took; nothing when it has none.</summary>
    private static string Rest(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.Parameters is [.., { IsCatchAll: true } last] ? context.Request.RouteValues[last.Name]?.ToString() ?? "" : "";
}
