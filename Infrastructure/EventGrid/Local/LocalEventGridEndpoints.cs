using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Virga.EventGrid;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The local Event Grid on a port.</summary>
public static class LocalEventGridEndpoints
{
    /// <summary>Maps the registered <see cref="LocalEventGrid"/>; see the other overload.</summary>
    public static IEndpointConventionBuilder MapLocalEventGrid(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapLocalEventGrid(endpoints.ServiceProvider.GetRequiredService<LocalEventGrid>(), prefix);
    }

    /// <summary>Maps <c>POST {prefix}/{topic}/api/events</c>, which publishes, and <c>GET {prefix}/{topic}/validate</c>, which confirms a webhook by hand.</summary>
    /// <remarks>It guards itself with the access key only: leave it to loopback.</remarks>
    public static IEndpointConventionBuilder MapLocalEventGrid(this IEndpointRouteBuilder endpoints, LocalEventGrid grid, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(grid);
        var group = endpoints.MapGroup(prefix);
        group.Map("/{topic}/api/events", (RequestDelegate)(context => PublishAsync(grid, context)));
        group.MapGet("/{topic}/validate", (RequestDelegate)(context => ConfirmAsync(grid, context)));
        return group;
    }

    /// <summary>Maps what a developer may ask of the grid and tell it: <c>GET {prefix}/subscriptions</c>, <c>PUT</c> and <c>DELETE {prefix}/subscriptions/{name}</c>, <c>GET</c> and <c>POST {prefix}/faults</c>, <c>GET {prefix}/deliveries</c>, <c>GET {prefix}/dead-letters</c> and <c>/dead-letters/{name}</c>.</summary>
    /// <remarks>Nothing guards it, and a subscription makes this process call an address: let only requests of this machine's user through to it.</remarks>
    public static IEndpointConventionBuilder MapLocalEventGridAdministration(this IEndpointRouteBuilder endpoints, LocalEventGrid grid, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(grid);
        var group = endpoints.MapGroup(prefix);
        new AdministrationEndpoints(grid).Map(group);
        return group;
    }

    private static async Task PublishAsync(LocalEventGrid grid, HttpContext context)
    {
        var request = context.Request;
        var reply = await grid.PublishAsync(
            new PublishRequest(
                request.Method, (string)request.RouteValues["topic"]!, request.Query["api-version"], request.ContentType, name => request.Headers[name], request.Body),
            context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = reply.Status;
        if (reply.Code is not null)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.Body.WriteAsync(reply.Body(), context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task ConfirmAsync(LocalEventGrid grid, HttpContext context)
    {
        var confirmed = grid.Confirm((string)context.Request.RouteValues["topic"]!, context.Request.Query["id"].ToString());
        context.Response.StatusCode = confirmed ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        await context.Response.WriteAsync(confirmed ? "The webhook is confirmed." : "No webhook waits to be confirmed with this id.", context.RequestAborted).ConfigureAwait(false);
    }
}
