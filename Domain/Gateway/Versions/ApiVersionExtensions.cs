using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Tells a function which version of the API is asked for.</summary>
public static class ApiVersionExtensions
{
    /// <summary>The version the request asks for, as <see cref="VersionsAttribute"/> writes it.</summary>
    /// <exception cref="InvalidOperationException">The function has no <see cref="VersionsAttribute"/>.</exception>
    public static string ApiVersion(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.Features.Get<GatewayFeature>()?.ApiVersion
            ?? throw new InvalidOperationException("The function does not say which versions it serves: put [Versions] on it.");
    }
}
