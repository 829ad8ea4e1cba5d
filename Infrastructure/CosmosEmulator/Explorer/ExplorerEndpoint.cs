using Microsoft.AspNetCore.Http;

namespace Virga.CosmosEmulator;

/// <summary>Serves the explorer: a page, and below <c>api/</c> the protocol itself, which the page speaks without a key.</summary>
internal sealed class ExplorerEndpoint(Router router)
{
    /// <summary>Where the explorer is served.</summary>
    public const string Prefix = "/_explorer";

    /// <summary>The header that the page's own requests carry.</summary>
    public const string OwnHeader = "x-virga-explorer";

    private readonly EmbeddedPage _page = new(
        "explorer", Prefix, OwnHeader, typeof(ExplorerEndpoint).Assembly, "explorer/", new EmulatorEndpoint(router, static _ => { }, Prefix + "/api").HandleAsync);

    public Task HandleAsync(HttpContext context) => _page.HandleAsync(context);
}
