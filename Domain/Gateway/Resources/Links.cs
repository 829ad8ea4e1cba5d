using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Virga.Gateway;

/// <summary>Links in answers: under the configured public address, else relative to the server's root. What the client sent as Host is never repeated.</summary>
internal static class Links
{
    public static string Self(HttpRequest request, Uri? publicBase)
    {
        var path = request.PathBase.Add(request.Path).ToUriComponent();
        return Of(publicBase, path);
    }

    /// <summary>A path of the app as a link.</summary>
    public static string Of(Uri? publicBase, string path) => publicBase is null ? path : publicBase.AbsoluteUri.TrimEnd('/') + path;

    public static string Child(HttpRequest request, Uri? publicBase, string id) => $"{Self(request, publicBase).TrimEnd('/')}/{Uri.EscapeDataString(id)}";

    /// <summary>The same list, from a cursor on.</summary>
    public static string Next(HttpRequest request, Uri? publicBase, string cursor) =>
        Self(request, publicBase) + new QueryBuilder(WithoutCursor(request)) { { ListParameters.Cursor, cursor } }.ToQueryString();

    /// <summary>The same list, from its start.</summary>
    public static string First(HttpRequest request, Uri? publicBase) => Self(request, publicBase) + new QueryBuilder(WithoutCursor(request)).ToQueryString();

    private static IEnumerable<KeyValuePair<string, StringValues>> WithoutCursor(HttpRequest request) =>
        request.Query.Where(parameter => !parameter.Key.Equals(ListParameters.Cursor, StringComparison.OrdinalIgnoreCase));
}
