using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Virga.EventGrid;

namespace Virga.LocalHost;

/// <summary>The host's own endpoints (<c>/admin</c>, <c>/runtime</c>, <c>/_eventgrid</c>, <c>/_explorer</c>, <c>/_notifications</c>), for the developer on this machine only.</summary>
internal sealed class LocalEndpoints
{
    /// <summary>Where the local Event Grid takes events: <c>/_eventgrid/{topic}/api/events</c>.</summary>
    public const string EventGridPrefix = "/_eventgrid";

    private readonly LocalDevelopment _development;
    private readonly RequestDelegate _endpoints;

    public LocalEndpoints(IServiceProvider services, LocalDevelopment development, AdminEndpoints admin, TokenEndpoint tokens, EventGridWebhook eventGrid, ExplorerGate explorer, NotificationsPage notifications)
    {
        _development = development;
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            admin.Map(endpoints);
            tokens.Map(endpoints);
            eventGrid.Map(endpoints);
            endpoints.MapLocalEventGrid(EventGridPrefix);
            endpoints.MapLocalEventGridAdministration(services.GetRequiredService<LocalEventGrid>(), EventGridPrefix);
            explorer.Map(endpoints);
            notifications.Map(endpoints);
        });
        _endpoints = app.Build();
    }

    /// <summary>Whether a path is one of the host's own, here and in Azure.</summary>
    public static bool Owns(PathString path) =>
        path.Value is { Length: > 1 } value && value[1] is 'a' or 'A' or 'r' or 'R' or '_'
        && (path.StartsWithSegments("/admin") || path.StartsWithSegments("/runtime") || path.StartsWithSegments(EventGridPrefix)
            || path.StartsWithSegments(ExplorerGate.Prefix) || path.StartsWithSegments(NotificationsPage.Prefix));

    /// <summary>Answers the developer, and 403 to anybody else.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (_development.Allows(context))
        {
            return _endpoints(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
