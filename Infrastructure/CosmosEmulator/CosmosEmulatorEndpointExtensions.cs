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
}
