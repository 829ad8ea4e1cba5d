using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Benchmarks;

/// <summary>The endpoint on a port, as a process of its own.</summary>
internal static class CosmosServer
{
    public static async Task<int> RunAsync(string dataSource)
    {
        await using var emulator = Emulator.Open(new CosmosEmulatorOptions { DataSource = dataSource });
        await using var server = await CosmosEmulatorServer.StartAsync(emulator, new CosmosEmulatorServerOptions { Port = 0 });
        await Console.Out.WriteLineAsync($"listening {server.Address.Port}");
        await server.WaitAsync();
        return 0;
    }
}
