using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Virga.CosmosEmulator;

/// <summary>Puts the Cosmos DB endpoint on the port of an ASP.NET Core application.</summary>
public static class CosmosEmulatorEndpointExtensions
{
    /// <summary>Answers <c>/</c>, <c>/dbs/…</c> and <c>/offers…</c>: the addresses of the protocol, which cannot be moved below another path. Requests must be signed with the account key.</summary>
    /// <exception cref="FormatException">The account key is not base64.</exception>
    public static IEndpointConventionBuilder MapCosmosEmulator(this IEndpointRouteBuilder endpoints, CosmosEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(emulator);
        RequestDelegate handle = emulator.CreateRequestDelegate();
        var group = endpoints.MapGroup("");
        group.Map("/", handle);
        group.Map("/dbs/{**path}", handle);
        group.Map("/offers/{**path}", handle);
        return group;
    }

    /// <summary>Serves the explorer under <c>/_explorer</c>: a page to look at the data and the change feed, and to query and edit. It needs no key, and answers the browser on this machine only.</summary>
    public static IEndpointConventionBuilder MapCosmosExplorer(this IEndpointRouteBuilder endpoints, CosmosEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(emulator);
        return endpoints.Map(ExplorerEndpoint.Prefix + "/{**path}", new ExplorerEndpoint(emulator.Router).HandleAsync);
    }
}
