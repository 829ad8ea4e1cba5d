using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virga.Cosmos;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Virga.LocalHost;

/// <summary><c>/_explorer</c>: the page to look at the embedded Cosmos DB with, where the app uses it.</summary>
internal sealed class ExplorerGate(IServiceProvider services, IOptions<CosmosOptions> cosmos)
{
    public const string Prefix = "/_explorer";

    /// <summary>Whether the app keeps its documents in the embedded Cosmos DB.</summary>
    public bool IsOpen => cosmos.Value.AccountEndpoint == Emulator.Endpoint;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        // With an account of its own the app has no embedded data, and nothing opens a file for it.
        if (IsOpen)
        {
            endpoints.MapCosmosExplorer(services.GetRequiredService<Emulator>());
            return;
        }

        endpoints.Map(Prefix + "/{**path}", context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.WriteAsync("This app is configured with a Cosmos DB account of its own; the explorer shows the embedded one.", context.RequestAborted);
        });
    }
}
