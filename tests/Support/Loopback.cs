using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Support;

/// <summary>Servers of tests, which listen on this machine alone.</summary>
public static class Loopback
{
    /// <summary>Begins a web server on a free port that logs nothing.</summary>
    public static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    /// <summary>Where a server that runs listens.</summary>
    public static Uri AddressOf(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>A port that nobody listens on just now, for processes that are told theirs.</summary>
    public static int FreePort()
    {
        using var listener = Hold(out var port);
        return port;
    }

    /// <summary>Holds a port until it is disposed of.</summary>
    public static TcpListener Hold(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }
}
