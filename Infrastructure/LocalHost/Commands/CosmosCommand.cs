using System.CommandLine;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Virga.LocalHost;

/// <summary><c>cosmos</c>: serves the embedded Cosmos DB endpoint on a port, until Ctrl+C.</summary>
internal static class CosmosCommand
{
    /// <summary>The port of the official emulator.</summary>
    private const int DefaultPort = 8081;

    /// <summary>The setting that holds the account key clients must sign with.</summary>
    private const string KeySetting = "VIRGA_COSMOS_KEY";

    private const string Description = """
        Serves the embedded Cosmos DB endpoint on a port of this machine, for any SDK in Gateway mode and for func start, and a page to look at the data: /_explorer.

        Examples
          cosmos                            http on 8081, with the app's own data (the app must not be running)
          cosmos --https                    https on 8081, as SDKs expect of the official emulator
          cosmos --https-port 8444          http on 8081 and https on 8444
          cosmos --memory --port 0          an empty account on a free port, gone when it stops

        Trusting the certificate of --https
          It is self-signed, made once and kept beside the data as cosmos-tls.crt (valid for two years). Tell clients to trust that one file:
          Node      NODE_EXTRA_CA_CERTS=.virga/cosmos-tls.crt node app.mjs
          Debian    sudo cp .virga/cosmos-tls.crt /usr/local/share/ca-certificates/ && sudo update-ca-certificates
          macOS     security add-trusted-cert -p ssl .virga/cosmos-tls.crt
          Windows   certutil -user -addstore Root .virga\cosmos-tls.crt

        Environment
          VIRGA_DATA         the folder with the data (default .virga), or :memory:
          VIRGA_COSMOS_KEY   the base64 account key; without it, the key every Cosmos DB emulator has
        """;

    public static Command Create(CommandContext context)
    {
        var port = Port("--port", "The port; 0 for any that is free.");
        port.DefaultValueFactory = _ => DefaultPort;
        var https = new Option<bool>("--https") { Description = "Speaks https on --port." };
        var httpsPort = Port("--https-port", "Speaks https on this port too, beside http on --port.");
        var data = new Option<string?>("--data") { Description = "The SQLite file, made when it is missing. Without it, the app's own data." };
        var memory = new Option<bool>("--memory") { Description = "Keeps everything in memory." };
        var full = new Option<bool>("--full") { Description = "Waits for the disk on every write (synchronous=FULL): what is acknowledged survives the loss of power, too." };
        var key = new Option<string?>("--key") { Description = $"The account key, base64. Without it, {KeySetting} or the key every Cosmos DB emulator has." };
        key.Validators.Add(result =>
        {
            if (result.GetValue(key) is { } text && !IsBase64(text))
            {
                result.AddError("The account key is not base64.");
            }
        });
        var command = new Command("cosmos", Description) { port, https, httpsPort, data, memory, full, key };
        command.Validators.Add(result =>
        {
            if (result.GetValue(memory) && result.GetValue(data) is not null)
            {
                result.AddError("--data names a file and --memory says there is none: give one of them.");
            }

            if (result.GetValue(https) && result.GetValue(httpsPort) is not null)
            {
                result.AddError("--https speaks https on --port and --https-port on another: give one of them.");
            }
        });
        command.SetAction((parsed, token) => ServeAsync(
            context,
            new CosmosEmulatorOptions
            {
                DataSource = parsed.GetValue(memory) ? CosmosEmulatorOptions.InMemory : parsed.GetValue(data) ?? "",
                Key = parsed.GetValue(key) ?? context.Configuration[KeySetting] ?? CosmosEmulatorOptions.WellKnownKey,
                SynchronousFull = parsed.GetValue(full),
                TimeProvider = context.Time,
            },
            new CosmosEmulatorServerOptions { Port = parsed.GetValue(port) ?? DefaultPort, UseHttps = parsed.GetValue(https), HttpsPort = parsed.GetValue(httpsPort) },
            token));
        return command;
    }

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);

    private static Option<int?> Port(string name, string description)
    {
        var port = new Option<int?>(name) { Description = description };
        port.Validators.Add(result =>
        {
            if (result.GetValue(port) is < 0 or > 65535)
            {
                result.AddError($"{result.GetValue(port)} is no port.");
            }
        });
        return port;
    }

    private static async Task<int> ServeAsync(CommandContext context, CosmosEmulatorOptions options, CosmosEmulatorServerOptions listening, CancellationToken cancellationToken)
    {
        if (!IsBase64(options.Key))
        {
            await context.Error.WriteLineAsync($"The account key in {KeySetting} is not base64.").ConfigureAwait(false);
            return 1;
        }

        using var folder = DataDirectory.Of(context.Configuration, context.ContentRoot);
        if (options.DataSource.Length == 0)
        {
            options.DataSource = folder.DataSource("cosmos.db");
        }

        string? trust = null;
        if (listening.UseHttps || listening.HttpsPort is not null)
        {
            (listening.Certificate, trust) = TlsCertificate.Of(folder.Root, context.Time);
        }

        try
        {
            var emulator = Emulator.Open(options);
            await using var closing = emulator.ConfigureAwait(false);
            var server = await CosmosEmulatorServer.StartAsync(emulator, listening, cancellationToken).ConfigureAwait(false);
            await using var ending = server.ConfigureAwait(false);
            await TellAsync(context.Output, server, options, trust).ConfigureAwait(false);
            await server.WaitAsync(cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (IOException fault)
        {
            // A port that is taken, or a file that another process has open: nobody needs a stack trace for these.
            await context.Error.WriteLineAsync(StartFault.PortInUse(fault, "--port 8082") ?? fault.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task TellAsync(TextWriter output, CosmosEmulatorServer server, CosmosEmulatorOptions options, string? trust)
    {
        var addresses = server.HttpsAddress is { } https && https != server.Address ? $"{server.Address} and {https}" : server.Address.ToString();
        await output.WriteLineAsync($"Cosmos DB on {addresses}, data in {options.DataSource}{(options.SynchronousFull ? " (synchronous=FULL)" : "")}. Ctrl+C stops it.").ConfigureAwait(false);
        await output.WriteLineAsync($"AccountEndpoint={server.Address};AccountKey={Shown(options.Key)}").ConfigureAwait(false);
        await output.WriteLineAsync($"Explorer: {server.ExplorerAddress}").ConfigureAwait(false);
        if (server.HttpsAddress is not null)
        {
            await output.WriteLineAsync(trust is null
                ? "The certificate is made for this run; clients must be told not to check it."
                : $"Clients must trust {trust} (cosmos --help says how).").ConfigureAwait(false);
        }
    }

    // The well-known key is no secret; one of the user's own is theirs to know.
    private static string Shown(string key) => key == CosmosEmulatorOptions.WellKnownKey ? key : "<your key>";
}
