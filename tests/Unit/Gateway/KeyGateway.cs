using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>A gateway whose functions ask for API keys, and the services behind it.</summary>
internal sealed class KeyGateway : IAsyncDisposable
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Both", "post", "both", [RequireApiKey, RequireScope("cats:write")] (context) => "ok"),
        TestFunction.Of("Keyed", "get head post", "keyed", [RequireApiKey] (context) => context.GetApiKey()!.Name),
        TestFunction.Of("Open", "get head", "open", [AllowAnonymous] (context) => context.GetApiKey()?.Name ?? "nobody"),
        TestFunction.Of("Signed", "get head", "signed", [RequireApiKey, Authorize] (context) => "ok"),
    ];

    private KeyGateway(TestGateway gateway, MemoryStore store) => (Gateway, Store) = (gateway, store);

    public TestGateway Gateway { get; }

    public MemoryStore Store { get; }

    public ApiKeys Keys => Gateway.Services.GetRequiredService<ApiKeys>();

    public UsagePlans Plans => Gateway.Services.GetRequiredService<UsagePlans>();

    public Usage Usage => Gateway.Services.GetRequiredService<Usage>();

    public static async Task<KeyGateway> StartAsync(MemoryStore? store = null, Action<IServiceCollection>? configure = null)
    {
        var shared = store ?? new MemoryStore();
        return new KeyGateway(
            await TestGateway.StartAsync(Functions, services =>
            {
                services.AddSingleton<IDocumentStore>(shared);
                configure?.Invoke(services);
            }),
            shared);
    }

    public Task<HttpResponseMessage> GetAsync(string? key, string path = "/api/keyed") =>
        Gateway.SendAsync("GET", path, headers: key is null ? [] : [("x-api-key", key)]);

    public async Task<int> StatusAsync(string? key, string path = "/api/keyed")
    {
        using var response = await GetAsync(key, path);
        return (int)response.StatusCode;
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
