using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Finds the version of the API that a request names.</summary>
internal static class ApiVersionReader
{
    public const string Name = "api-version";
    private const string RouteParameter = "version";

    /// <summary>The version; null when the request names none.</summary>
    /// <exception cref="GatewayException">400: it names several that differ.</exception>
    public static string? Read(HttpRequest request)
    {
        var path = request.RouteValues.TryGetValue(RouteParameter, out var value) ? value as string : null;
        string? found = null;
        foreach (var version in (IEnumerable<string?>)[path, .. request.Query[Name], .. request.Headers[Name]])
        {
            if (string.IsNullOrEmpty(version))
            {
                continue;
            }

            found = found is null || found.Equals(version, StringComparison.OrdinalIgnoreCase)
                ? version
                : throw new GatewayException(400, ProblemCodes.UnsupportedApiVersion, "The request names several versions of the API that differ.");
        }

        return found;
    }
}
