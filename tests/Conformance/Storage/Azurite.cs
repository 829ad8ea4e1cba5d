using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Support;

namespace Conformance.Storage;

/// <summary>Azurite, Microsoft's emulator of Azure Storage, as a child process on free loopback ports, in memory.</summary>
public sealed partial class Azurite : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";

    /// <summary>The key every copy of Azurite has; public.</summary>
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Node reads thousands of small files first; on a busy machine that takes its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private Azurite(Process process, string connectionString)
    {
        _process = process;
        ConnectionString = connectionString;
    }

    /// <summary>The script to start; there only when <c>./dev setup</c> has installed it.</summary>
    public static string Script { get; } = Repository.PathOf("tests/node_modules/azurite/dist/src/azurite.js");

    public string ConnectionString { get; }

    public static async Task<Azurite> StartAsync()
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Script, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry",
                "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
                "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var said = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await Eventually.True(() => process.HasExited || (Find(said, "Blob") is not null && Find(said, "Queue") is not null), "Azurite listening", Patience);
            var (blob, queue) = (Find(said, "Blob"), Find(said, "Queue"));
            return blob is not null && queue is not null
                ? new Azurite(process, $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={blob}/{Account};QueueEndpoint={queue}/{Account};")
                : throw new InvalidOperationException($"Azurite did not start: {string.Join('\n', said)}");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    private static string? Find(IEnumerable<string> said, string service) =>
        said.Select(line => Listening().Match(line)).FirstOrDefault(match => match.Success && match.Groups["service"].Value == service)?.Groups["uri"].Value;

    [GeneratedRegex(@"Azurite (?<service>\w+) service is successfully listening (?:at|on) (?<uri>http://[\d.]+:\d+)")]
    private static partial Regex Listening();
}
