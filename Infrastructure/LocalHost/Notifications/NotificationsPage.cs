using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Virga.CosmosEmulator;
using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary><c>/_notifications</c>: the page to look at topics, subscriptions, messages and deliveries with, where the app has notifications.</summary>
internal sealed class NotificationsPage(IServiceProvider services)
{
    public const string Prefix = "/_notifications";

    /// <summary>Whether the app has notifications.</summary>
    public bool IsOpen => services.GetService<NotificationInspector>() is not null;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        if (!IsOpen)
        {
            endpoints.Map(Prefix + "/{**path}", context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return context.Response.WriteAsync("This app has no notifications: AddVirga adds them.", context.RequestAborted);
            });
            return;
        }

        var api = ActivatorUtilities.CreateInstance<NotificationsApi>(
            services, ActivatorUtilities.CreateInstance<NotificationViews>(services), Prefix + "/api");
        endpoints.Map(
            Prefix + "/{**path}",
            new EmbeddedPage("notifications page", Prefix, "x-virga-notifications", typeof(NotificationsPage).Assembly, "notifications/", api.HandleAsync).HandleAsync);
    }
}
