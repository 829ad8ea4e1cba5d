using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Virga.CosmosEmulator;
using Virga.EventGrid;

namespace Virga.LocalHost;

/// <summary>The local Event Grid on a port of its own: for <c>func start</c> and for other programs of this machine.</summary>
internal sealed class EventGridServer : IAsyncDisposable
{
    // Requests of publishers have limits of their own; this only keeps Kestrel's from being the smaller one.
    private const long MaximumBody = 8 * 1024 * 1024;

    // Who starts this starts the receiver at the same time: it is asked often whether it is there.
    private static readonly TimeSpan HandshakeInterval = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;

    private EventGridServer(WebApplication application)
    {
        _application = application;
        var bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).Single();
        Address = new UriBuilder(bound.Scheme, "localhost", bound.Port).Uri;
    }

    /// <summary>Where it listens, such as <c>http://localhost:7072/</c>.</summary>
    public Uri Address { get; }

    public LocalEventGrid Grid => _application.Services.GetRequiredService<LocalEventGrid>();

    /// <summary>Starts to listen and to deliver.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="ArgumentException">A forward is no valid subscription.</exception>
    public static async Task<EventGridServer> StartAsync(EventGridServerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var application = Build(options, time);
        try
        {
            var grid = application.Services.GetRequiredService<LocalEventGrid>();
            foreach (var subscription in Subscriptions(options))
            {
                grid.Subscribe(subscription);
            }

            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return new EventGridServer(application);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Completes when the process is asked to stop (Ctrl+C) or the token is cancelled.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(EventGridServerOptions options, TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddConsole(console => console.FormatterName = LineConsoleFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<LineConsoleFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddFilter("Microsoft", LogLevel.None);
        builder.Services.AddRoutingCore();
        builder.Services.TryAddSingleton(time);
        builder.Services.AddLocalStorage(storage => storage.DataSource = options.DataSource);
        builder.Services.AddVirgaWebhookHttp(webhooks => (webhooks.AllowLoopback, webhooks.AllowHttp, webhooks.Timeout) = (true, true, TimeSpan.FromSeconds(30)));
        builder.Services.AddVirgaLocalEventGrid(grid =>
        {
            grid.Topics = [new LocalTopic(options.Topic, options.Schema)];
            grid.AccessKey = options.Key;
            grid.AcceptBearer = options.AcceptBearer ? LocalBearer.Unverified(time) : null;
            grid.PublicBaseUri = options.Port == 0 ? null : new Uri($"http://localhost:{options.Port}");
            grid.HandshakeInterval = HandshakeInterval;
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options.Port));
        var application = builder.Build();
        application.Use(RefuseOthersAsync);
        application.MapLocalEventGrid();
        application.MapLocalEventGridAdministration(application.Services.GetRequiredService<LocalEventGrid>());
        return application;
    }

    private static IEnumerable<LocalSubscription> Subscriptions(EventGridServerOptions options) => options.Forwards.Select((forward, index) =>
        new LocalSubscription(Name(forward, index), LocalDestination.To(forward)) { Topic = options.Topic, DeliverySchema = options.Schema });

    // The function's name where there is one, so that what waits is found again when the order of the forwards changes.
    private static string Name(Uri forward, int index) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(forward.Query).TryGetValue("functionName", out var function) && function is [{ Length: > 0 } name]
            ? LocalEventGridSetup.SubscriptionName(name)
            : $"forward-{index + 1}";

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaximumBody;
        kestrel.Listen(IPAddress.Loopback, port);
    }

    private static Task RefuseOthersAsync(HttpContext context, RequestDelegate next)
    {
        if (LoopbackRequest.Allows(context))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
