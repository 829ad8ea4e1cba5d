using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Virga.CosmosEmulator;

/// <summary>An emulator on a port of the loopback address, for other processes and other languages.</summary>
public sealed class CosmosEmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private CosmosEmulatorServer(WebApplication application, IReadOnlyList<Uri> addresses)
    {
        _application = application;
        Address = addresses[0];
        HttpsAddress = addresses.FirstOrDefault(address => address.Scheme == Uri.UriSchemeHttps);
    }

    /// <summary>Where it listens, such as <c>http://localhost:8081/</c>; what clients take as account endpoint.</summary>
    public Uri Address { get; }

    /// <summary>Where it listens with TLS; null when it does not.</summary>
    public Uri? HttpsAddress { get; }

    /// <summary>The page to look at the data with.</summary>
    public Uri ExplorerAddress => new(Address, ExplorerEndpoint.Prefix);

    /// <summary>Starts to listen. The emulator stays the caller's to dispose, after the server.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<CosmosEmulatorServer> StartAsync(
        CosmosEmulator emulator, CosmosEmulatorServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        options ??= new CosmosEmulatorServerOptions();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        var application = builder.Build();
        application.Use(WelcomeBrowsersAsync);
        application.MapCosmosEmulator(emulator);
        application.MapCosmosExplorer(emulator);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address));
        return new CosmosEmulatorServer(application, [.. bound.Select(address => new UriBuilder(address.Scheme, "localhost", address.Port).Uri)]);
    }

    /// <summary>Completes when the process is asked to stop (Ctrl+C) or the token is cancelled.</summary>
    public Task WaitAsync(CancellationToken cancellationToken = default) => _application.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    // Who types the address into a browser wants to look; clients of the protocol ask for JSON, and sign.
    private static Task WelcomeBrowsersAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != "/" || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        context.Response.Redirect(ExplorerEndpoint.Prefix + "/");
        return Task.CompletedTask;
    }

    private static void Configure(KestrelServerOptions kestrel, CosmosEmulatorServerOptions options)
    {
        kestrel.AddServerHeader = false;
        // Continuation tokens travel in headers.
        kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
        var certificate = options.Certificate;
        Listen(options.Port, options.UseHttps);
        if (options.HttpsPort is { } port)
        {
            Listen(port, useHttps: true);
        }

        void Listen(int port, bool useHttps) => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (useHttps)
            {
                listen.UseHttps(certificate ??= LocalCertificate.Load(LocalCertificate.CreatePem(TimeProvider.System.GetUtcNow())));
            }
        });
    }
}
