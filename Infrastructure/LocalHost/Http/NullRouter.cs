using Microsoft.AspNetCore.Routing;

namespace Virga.LocalHost;

/// <summary>The router that route constraints are told of; they have no use for it.</summary>
internal sealed class NullRouter : IRouter
{
    public static NullRouter Instance { get; } = new();

    public VirtualPathData? GetVirtualPath(VirtualPathContext context) => null;

    public Task RouteAsync(RouteContext context) => Task.CompletedTask;
}
