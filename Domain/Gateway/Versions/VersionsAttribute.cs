using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>The function serves these versions of the API; every answer lists them (<c>api-supported-versions</c>), and a request for another is 400 <c>unsupported-api-version</c>.</summary>
/// <remarks>
/// A request names its version in the path (a route parameter <c>version</c>: <c>v{version}/cats</c>), in the query (<c>?api-version=2</c>), or in the header <c>api-version</c>; when it names several, they must be one.
/// The function asks <see cref="ApiVersionExtensions.ApiVersion"/>. Azure takes the first function whose route matches, so versions in query and header are told apart inside one function.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class VersionsAttribute : Attribute, IOperationDescription
{
    /// <summary>The versions, oldest first: <c>"1", "2"</c> or dates.</summary>
    /// <exception cref="ArgumentException">There is none, one is twice, or one has other characters than letters, digits, dots and hyphens.</exception>
    public VersionsAttribute(params string[] supported)
    {
        ArgumentNullException.ThrowIfNull(supported);
        if (supported.Length == 0 || supported.Distinct(StringComparer.OrdinalIgnoreCase).Count() < supported.Length
            || supported.Any(version => version.Length == 0 || !version.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-')))
        {
            throw new ArgumentException($"'{string.Join(", ", supported)}' are no versions: name at least one, each once, of letters, digits, dots and hyphens.", nameof(supported));
        }

        Supported = supported;
    }

    /// <summary>The versions, oldest first.</summary>
    public IReadOnlyList<string> Supported { get; }

    /// <summary>Versions that are still served and should not be used any more (<c>api-deprecated-versions</c>).</summary>
    /// <value>none</value>
    public string[] Deprecated { get; init; } = [];

    /// <summary>The version of a request that names none; null when each must name one.</summary>
    public string? Default { get; init; }

    void IOperationDescription.Describe(OperationDraft operation)
    {
        var values = new JsonArray([.. Supported.Concat(Deprecated).Select(version => JsonValue.Create(version))]);
        operation.Parameter(ApiVersionReader.Name, ParameterLocation.Query, new JsonObject { ["type"] = "string", ["enum"] = values }, "The version of the API.", required: false);
        operation.Refuses(400, ProblemCodes.UnsupportedApiVersion);
    }

    /// <summary>Finds the request's version, and lists those there are on whatever is answered.</summary>
    internal RequestDelegate Stage(RequestDelegate next)
    {
        var supported = string.Join(", ", Supported);
        var deprecated = string.Join(", ", Deprecated);
        string[] all = [.. Supported, .. Deprecated];
        return context =>
        {
            Say(context, "api-supported-versions", supported);
            if (deprecated.Length > 0)
            {
                Say(context, "api-deprecated-versions", deprecated);
            }

            var asked = ApiVersionReader.Read(context.Request) ?? Default
                ?? throw Unsupported($"Name a version of the API, in the query or the header '{ApiVersionReader.Name}': {supported}.");
            GatewayFeature.Of(context).ApiVersion = all.FirstOrDefault(version => version.Equals(asked, StringComparison.OrdinalIgnoreCase))
                ?? throw Unsupported($"There is no such version; there are {string.Join(", ", all)}.");
            return next(context);
        };
    }

    private static void Say(HttpContext context, string name, string value)
    {
        context.Response.Headers[name] = value;
        GatewayFeature.Of(context).KeepHeader(name, value);
    }

    private static GatewayException Unsupported(string detail) => new(400, ProblemCodes.UnsupportedApiVersion, detail);
}
