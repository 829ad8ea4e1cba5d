using System.Text.RegularExpressions;
using Support;

namespace Conformance.Storage;

/// <summary>Azurite, Microsoft's emulator of Azure Storage, as a child process on free loopback ports, in memory.</summary>
public sealed partial class Azurite : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";

    /// <summary>The key every copy of Azurite has; public.</summary>
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly NodeProcess _process;

    private Azurite(NodeProcess process, string connectionString)
    {
        _process = process;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static async Task<Azurite> StartAsync()
    {
        var process = NodeProcess.Start(
            "tests/node_modules/azurite/dist/src/azurite.js",
            [
                "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry",
                "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
                "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            ]);
        try
        {
            var (blob, queue) = (await AddressAsync(process, "Blob"), await AddressAsync(process, "Queue"));
            return new Azurite(process, $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={blob}/{Account};QueueEndpoint={queue}/{Account};");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static Task<string> AddressAsync(NodeProcess process, string service) => process.SaysAsync(
        line => Listening().Match(line) is { Success: true } match && match.Groups["service"].Value == service ? match.Groups["uri"].Value : null,
        $"Azurite's {service} service listens");

    [GeneratedRegex(@"Azurite (?<service>\w+) service is successfully listening (?:at|on) (?<uri>http://[\d.]+:\d+)")]
    private static partial Regex Listening();
}
