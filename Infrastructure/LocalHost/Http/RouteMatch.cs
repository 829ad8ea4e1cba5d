using Microsoft.AspNetCore.Routing;

namespace Virga.LocalHost;

/// <summary>The function that takes a request, and the values of its route's parameters.</summary>
/// <param name="Route">The function's route.</param>
/// <param name="Values">The values; null when the route has no parameters.</param>
internal readonly record struct RouteMatch(HttpRoute Route, RouteValueDictionary? Values);
