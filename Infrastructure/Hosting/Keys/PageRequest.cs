using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Virga.Hosting;

/// <summary>The page that a request asks for.</summary>
internal static class PageRequest
{
    private const int Default = 100;

    /// <summary>How many items (<c>limit</c>), 0 when it is no number, and where to go on (<c>cursor</c>).</summary>
    public static (int Size, string? Cursor) Of(HttpRequest request)
    {
        string? limit = request.Query["limit"], cursor = request.Query["cursor"];
        return (limit is null ? Default : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0, cursor);
    }
}
