using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace Virga.Hosting;

/// <summary>What the local host needs beside what both hosts do.</summary>
internal static class HostSetup
{
    /// <summary>Where the developer on this machine gets development tokens.</summary>
    public const string? TokenAddress = "/admin/tokens";

    /// <summary>Azure Storage (or Azurite) where it is configured; the local host brings its own queues and blobs otherwise.</summary>
    public static void Configure(FunctionsApplicationBuilder builder, IConfiguration hostJson)
    {
        if (builder.Configuration.GetSection("Storage").Exists())
        {
            builder.Services.AddVirgaStorage();
        }
    }

    /// <summary>Requests are the web server's spans.</summary>
    public static void AddTraces(FunctionsApplicationBuilder builder, TracerProviderBuilder traces) => traces.AddAspNetCoreInstrumentation();

    /// <summary>One process holds the data directory at a time: what the one before it left is its own.</summary>
    public static string? InstanceOf(IConfiguration configuration) => configuration.GetSection("Cosmos").Exists() ? null : "local";

    /// <summary>Nothing: the local host's telemetry is the gateway's own, which has the failure.</summary>
    public static Task CountAsync(HttpContext http) => Task.CompletedTask;
}
