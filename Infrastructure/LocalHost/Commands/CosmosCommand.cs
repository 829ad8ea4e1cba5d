using System.CommandLine;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Virga.LocalHost;

/// <summary><c>cosmos</c>: serves the embedded Cosmos DB endpoint on a port, until Ctrl+C.</summary>
internal static class CosmosCommand
{
    public static Command Create(CommandContext context)
    {
        var port = new Option<int>("--port") { Description = "The port on this machine; 0 for any that is free.", DefaultValueFactory = _ => 8081 };
        var data = new Option<string?>("--data") { Description = "The SQLite file, or :memory:. Without it, the app's own data." };
        port.Validators.Add(result =>
        {
            if (result.GetValue(port) is < 0 or > 65535)
            {
                result.AddError($"{result.GetValue(port)} is no port.");
            }
        });
        var command = new Command("cosmos", "Serves the embedded Cosmos DB endpoint on a port, for any SDK in Gateway mode and for func start.") { port, data };
        command.SetAction((parsed, token) => ServeAsync(context, parsed.GetValue(port), parsed.GetValue(data), token));
        return command;
    }

    private static async Task<int> ServeAsync(CommandContext context, int port, string? file, CancellationToken cancellationToken)
    {
        using var folder = DataDirectory.Of(context.Configuration, context.ContentRoot);
        var source = file ?? folder.DataSource("cosmos.db");
        var emulator = Emulator.Open(new CosmosEmulatorOptions { DataSource = source, TimeProvider = context.Time });
        await using var closing = emulator.ConfigureAwait(false);
        var server = await CosmosEmulatorServer.StartAsync(emulator, new CosmosEmulatorServerOptions { Port = port }, cancellationToken).ConfigureAwait(false);
        await using var ending = server.ConfigureAwait(false);
        await context.Output.WriteLineAsync($"Cosmos DB on {server.Address}, data in {source}. Ctrl+C stops it.").ConfigureAwait(false);
        await context.Output.WriteLineAsync($"AccountEndpoint={server.Address};AccountKey={CosmosEmulatorOptions.WellKnownKey}").ConfigureAwait(false);
        await server.WaitAsync(cancellationToken).ConfigureAwait(false);
        return 0;
    }
}
