using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Virga.Gateway;

/// <summary>An HTTP function as the gateway sees it.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Methods">The HTTP methods it takes, in any case; empty for all.</param>
/// <param name="Route">Its route template, without the route prefix.</param>
/// <param name="Method">The method whose attributes, and whose class's, say what the gateway does.</param>
public sealed record GatewayEndpoint(string Name, IReadOnlyList<string> Methods, string Route, MethodInfo Method)
{
    /// <summary>The attributes of the class, its base classes included.</summary>
    internal IReadOnlyList<object> ClassAttributes => Method.DeclaringType?.GetCustomAttributes(inherit: true) ?? [];

    /// <summary>The attributes of the method.</summary>
    internal IReadOnlyList<object> MethodAttributes => Method.GetCustomAttributes(inherit: true);

    /// <summary>The function as an ASP.NET Core endpoint: its metadata are the attributes, the method's after the class's so that they win.</summary>
    internal Endpoint ToEndpoint(string routePrefix)
    {
        var methods = Methods.Count > 0 ? new HttpMethodMetadata(Methods) : null;
        List<object> metadata = [.. ClassAttributes, .. MethodAttributes, .. methods is null ? Array.Empty<object>() : [methods], EndpointDemands.Of([.. ClassAttributes, .. MethodAttributes]), this];
        if (metadata.OfType<TimeoutAttribute>().LastOrDefault() is { } timeout)
        {
            metadata.Add(timeout.Policy);
        }

        return new RouteEndpoint(
            _ => throw new InvalidOperationException("A function is called through GatewayPipeline.InvokeAsync."),
            RoutePatternFactory.Parse(RouteText.Join(routePrefix, Route)),
            order: 0,
            new EndpointMetadataCollection(metadata),
            Name);
    }

    /// <summary>Whether the function takes the method.</summary>
    internal bool Takes(string method) => Methods.Count == 0 || Methods.Contains(method, StringComparer.OrdinalIgnoreCase);
}
