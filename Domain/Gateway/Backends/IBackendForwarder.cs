using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Forwards requests to services under the same API: the port that Virga.Proxy implements.</summary>
public interface IBackendForwarder
{
    /// <summary>Forwards the request and answers it with what the backend answers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="backend">The backend's name in the configuration.</param>
    /// <param name="path">The path below the backend's address, checked and encoded (<see cref="BackendPath"/>); empty or starting with a slash.</param>
    /// <exception cref="GatewayException">502 <c>backend-unreachable</c>, 503 <c>backend-unavailable</c> or 504 <c>backend-timeout</c>.</exception>
    /// <exception cref="InvalidOperationException">There is no such backend.</exception>
    Task ForwardAsync(HttpContext context, string backend, string path);
}
