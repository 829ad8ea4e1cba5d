using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Time.Testing;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>An emulator in memory with a clock of its own, and the official SDK talking to it.</summary>
public sealed class EmulatorFixture : IAsyncDisposable
{
    public EmulatorFixture()
    {
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        Emulator = Emulator.Open(new CosmosEmulatorOptions { TimeProvider = Clock });
        Client = Connect(Emulator);
    }

    public FakeTimeProvider Clock { get; }

    public Emulator Emulator { get; }

    public CosmosClient Client { get; }

    public static CosmosClient Connect(Emulator emulator, Action<CosmosClientOptions>? configure = null)
    {
        var options = new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(emulator.CreateHandler(), disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = new(JsonSerializerDefaults.Web),
            MaxRetryAttemptsOnRateLimitedRequests = 0,
        };
        configure?.Invoke(options);
        return new CosmosClient(Emulator.Endpoint.ToString(), CosmosEmulatorOptions.WellKnownKey, options);
    }

    /// <summary>A new container in database "db".</summary>
    public async Task<Container> ContainerAsync(string partitionKeyPath = "/pk", Action<ContainerProperties>? configure = null)
    {
        var properties = new ContainerProperties("c" + Guid.NewGuid().ToString("N"), partitionKeyPath);
        configure?.Invoke(properties);
        Database database = await Client.CreateDatabaseIfNotExistsAsync("db", cancellationToken: TestContext.Current.CancellationToken);
        return await database.CreateContainerAsync(properties, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a request as it is, past the SDK.</summary>
    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(Emulator.CreateHandler());
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Emulator.Endpoint, path)) { Content = body is null ? null : new StringContent(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    public static Stream Body(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
    }
}
