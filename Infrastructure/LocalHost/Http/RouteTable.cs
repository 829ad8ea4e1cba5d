using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Virga.LocalHost;

/// <summary>Finds the function that takes a request: the first by name whose method, path and constraints fit, as the Functions host does it.</summary>
/// <remarks>
/// Routes are indexed by method, by the first segment after the prefix and by the number of segments.
/// An index only leaves out what cannot fit; the order among what it leaves in is never changed.
/// </remarks>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<string, MethodRoutes> _byMethod;
    private readonly MethodRoutes _anyMethod;
    private readonly ILogger _logger;

    /// <param name="routes">The routes in order of their functions' names.</param>
    /// <param name="prefixSegments">How many segments host.json's prefix has.</param>
    /// <param name="logger">Where refused constraints are logged, at Debug.</param>
    public RouteTable(IReadOnlyList<HttpRoute> routes, int prefixSegments, ILogger logger)
    {
        _logger = logger;
        var methods = routes.SelectMany(r => HttpTrigger.MethodsOf(r.Function)).Distinct(StringComparer.OrdinalIgnoreCase);
        _byMethod = methods.ToFrozenDictionary(
            m => m,
            m => new MethodRoutes([.. routes.Where(r => HttpTrigger.MethodsOf(r.Function) is var own && (own.Count == 0 || own.Contains(m, StringComparer.OrdinalIgnoreCase)))], prefixSegments),
            StringComparer.OrdinalIgnoreCase);
        _anyMethod = new MethodRoutes([.. routes.Where(r => HttpTrigger.MethodsOf(r.Function).Count == 0)], prefixSegments);
    }

    /// <summary>The function for a request; null when none takes it.</summary>
    public RouteMatch? Match(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var routes = _byMethod.GetValueOrDefault(context.Request.Method, _anyMethod);
        Span<PathPart> buffer = stackalloc PathPart[PathPart.Most];
        var count = PathPart.Split(path, buffer);
        ReadOnlySpan<PathPart> parts = count < 0 ? [] : buffer[..count];
        foreach (var route in count < 0 ? routes.Unplain : routes.Candidates(path, parts))
        {
            if (route.TryMatch(path, parts, context, _logger, out var values))
            {
                return new RouteMatch(route, values);
            }
        }

        return null;
    }
}
