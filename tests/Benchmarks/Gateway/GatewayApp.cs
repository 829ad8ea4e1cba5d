using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Virga.Hosting;
using Virga.LocalHost;

namespace Benchmarks;

/// <summary>The local host with the gateway, and no models: what the gateway costs by itself.</summary>
internal static class GatewayApp
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        builder.AddVirga(_ => { });
        using var app = builder.Build();
        await app.RunAsync();
        return 0;
    }
}
