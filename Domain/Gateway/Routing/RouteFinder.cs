using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Knows the app's routes, and which of them a path fits.</summary>
internal sealed class RouteFinder
{
    private readonly GatewayEndpoints _endpoints;
    private readonly Lazy<IReadOnlyList<ParsedRoute>> _routes;
    private readonly PathString _prefix;

    public RouteFinder(GatewayEndpoints endpoints, ParameterPolicyFactory policies, IOptions<GatewayOptions> options)
    {
        _endpoints = endpoints;
        _routes = new Lazy<IReadOnlyList<ParsedRoute>>(
            () => [.. endpoints.All.Select(function => ParsedRoute.Parse(function, policies)).Where(route => !route.IsLast)]);
        _prefix = options.Value.RoutePrefix.Length == 0 ? default : new PathString("/" + options.Value.RoutePrefix);
    }

    /// <summary>The functions whose route has the shape of the path, and of each the first parameter that its constraint refuses; the catch-all is not among them.</summary>
    public IEnumerable<(GatewayEndpoint Function, string? Refused)> Matches(HttpRequest request)
    {
        if (!request.Path.StartsWithSegments(_prefix, out var path))
        {
            yield break;
        }

        foreach (var route in _routes.Value)
        {
            var values = new RouteValueDictionary();
            if (route.Matches(path, values))
            {
                yield return (route.Function, route.FirstRefused(request.HttpContext, values));
            }
        }
    }

    /// <summary>The function that takes a path with a method; null when none does.</summary>
    public Endpoint? Find(HttpRequest request, string method)
    {
        foreach (var (function, refused) in Matches(request))
        {
            if (refused is null && function.Takes(method))
            {
                return _endpoints.Find(function.Name);
            }
        }

        return null;
    }
}
