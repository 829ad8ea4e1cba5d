using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Virga.CosmosEmulator;

namespace Browser.Explorer;

/// <summary>An account in memory on a port, and what tests put into it.</summary>
public sealed class ExplorerAccount : IAsyncDisposable
{
    private readonly CosmosEmulator _emulator;
    private readonly CosmosEmulatorServer _server;
    private readonly HttpClient _http = new();

    private ExplorerAccount(CosmosEmulator emulator, CosmosEmulatorServer server)
    {
        _emulator = emulator;
        _server = server;
        _http.DefaultRequestHeaders.Add("x-virga-explorer", "test");
    }

    public Uri Address => _server.Address;

    /// <summary>Starts an account that holds a database "shelter" with a container "cats", partitioned by /city.</summary>
    public static async Task<ExplorerAccount> StartAsync()
    {
        var emulator = CosmosEmulator.Open();
        var account = new ExplorerAccount(emulator, await CosmosEmulatorServer.StartAsync(emulator, new() { Port = 0 }));
        await account.SendAsync("POST", "dbs", """{"id":"shelter"}""");
        await account.SendAsync("POST", "dbs/shelter/colls", """{"id":"cats","partitionKey":{"paths":["/city"],"kind":"Hash","version":2},"defaultTtl":-1}""");
        return account;
    }

    public Task CreateAsync(JsonObject cat) => SendAsync("POST", "dbs/shelter/colls/cats/docs", cat.ToJsonString(), Key(cat));

    public Task ReplaceAsync(JsonObject cat) => SendAsync("PUT", $"dbs/shelter/colls/cats/docs/{(string?)cat["id"]}", cat.ToJsonString(), Key(cat));

    public Task DeleteAsync(JsonObject cat) => SendAsync("DELETE", $"dbs/shelter/colls/cats/docs/{(string?)cat["id"]}", null, Key(cat));

    /// <summary>A cat as it is stored; null when there is none.</summary>
    public async Task<JsonObject?> ReadAsync(string id, string city)
    {
        using var request = Request("GET", $"dbs/shelter/colls/cats/docs/{id}", null, ("x-ms-documentdb-partitionkey", $"[\"{city}\"]"));
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject() : null;
    }

    public static JsonObject Cat(string id, string name = "Tom", int age = 3, string city = "oslo") => new() { ["id"] = id, ["city"] = city, ["name"] = name, ["age"] = age };

    /// <summary>Opens the explorer, at a view of the cats when one is named.</summary>
    public async Task<BrowserPage> OpenAsync(Chromium chromium, string? view = null, ColorScheme scheme = ColorScheme.Light)
    {
        var opened = await chromium.OpenAsync(scheme);
        await opened.Page.GotoAsync(new Uri(Address, view is null ? "_explorer/" : $"_explorer/#/shelter/cats/{view}").ToString());
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    private static (string, string) Key(JsonObject cat) => ("x-ms-documentdb-partitionkey", $"[{cat["city"]!.ToJsonString()}]");

    private async Task SendAsync(string method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = Request(method, path, body, headers);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private HttpRequestMessage Request(string method, string path, string? body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address, $"_explorer/api/{path}"))
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
