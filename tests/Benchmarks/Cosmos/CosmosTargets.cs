using Microsoft.Azure.Cosmos;
using Support;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Benchmarks;

/// <summary>Opens what the Cosmos suite compares, all for the same SDK.</summary>
internal static class CosmosTargets
{
    private const string Vercel = "@vercel/cosmosdb-server";

    /// <summary>The name of the row the others are compared with.</summary>
    public const string Standard = "embedded, in process";

    /// <summary>Where npm put the other server; null when it is not installed.</summary>
    public static string? VercelFolder { get; } = Directory.Exists(Repository.PathOf($"tests/node_modules/{Vercel}")) ? Repository.PathOf("tests") : null;

    public static async Task<List<ICosmosTarget>> OpenAsync(string data, CancellationToken cancellationToken)
    {
        var targets = new List<ICosmosTarget>
        {
            Embedded(Standard, "WAL, NORMAL", Path.Combine(data, "normal.db")),
            Embedded(Standard, "WAL, FULL", Path.Combine(data, "full.db"), full: true),
            Embedded(Standard, "memory only", CosmosEmulatorOptions.InMemory),
            OnAPort(await ServerProcess.StartAsync("dotnet", [typeof(CosmosTargets).Assembly.Location, "cosmos-server", Path.Combine(data, "port.db")], cancellationToken)),
        };
        if (VercelFolder is not null)
        {
            targets.Add(OfVercel(await StartVercelAsync(cancellationToken)));
        }

        targets.Add(new SqliteTarget(Path.Combine(data, "direct.db")));
        return targets;
    }

    /// <summary>The SDK with an endpoint that costs nothing.</summary>
    public static (ICosmosTarget Target, ReplayHandler Handler) Floor()
    {
        var emulator = Emulator.Open();
        var handler = new ReplayHandler(emulator.CreateHandler());
        return (new SdkTarget("the SDK with canned answers (its own cost)", Figures.None, Client(handler), endpoint: emulator), handler);
    }

    public static Task<ServerProcess> StartVercelAsync(CancellationToken cancellationToken) =>
        ServerProcess.StartAsync("node", [Repository.PathOf("tests/Benchmarks/Cosmos/vercel.mjs"), VercelFolder!], cancellationToken);

    public static CosmosClient Client(HttpMessageHandler handler) => new(
        Emulator.Endpoint.ToString(), CosmosEmulatorOptions.WellKnownKey, Options(() => new HttpClient(handler, disposeHandler: false)));

    /// <summary>A client of a server on a port; each gets a handler with many connections.</summary>
    public static CosmosClient Client(int port)
    {
        var handler = new SocketsHttpHandler();
        return new CosmosClient($"http://localhost:{port}/", CosmosEmulatorOptions.WellKnownKey, Options(() => new HttpClient(handler, disposeHandler: false)));
    }

    private static CosmosClientOptions Options(Func<HttpClient> http) => new()
    {
        ConnectionMode = ConnectionMode.Gateway,
        LimitToEndpoint = true,
        HttpClientFactory = http,
    };

    private static SdkTarget Embedded(string name, string durability, string dataSource, bool full = false)
    {
        var emulator = Emulator.Open(new CosmosEmulatorOptions { DataSource = dataSource, SynchronousFull = full });
        return new SdkTarget(name, durability, Client(emulator.CreateHandler()), endpoint: emulator);
    }

    private static SdkTarget OnAPort(ServerProcess server) => new("embedded, on a port", "WAL, NORMAL", Client(server.Port), server);

    private static SdkTarget OfVercel(ServerProcess server) => new($"{Vercel}, http, keep-alive", "memory only", Client(server.Port), server) { HasBatches = false };
}
