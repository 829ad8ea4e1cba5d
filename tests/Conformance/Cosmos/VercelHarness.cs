using Support;
using Virga.CosmosEmulator;

namespace Conformance.Cosmos;

/// <summary><c>@vercel/cosmosdb-server</c> from npm, on a free port.</summary>
public sealed class VercelHarness : WireHarness
{
    private readonly NodeProcess _process;

    private VercelHarness(NodeProcess process, Uri endpoint)
        : base(Client(), endpoint, CosmosEmulatorOptions.WellKnownKey) => _process = process;

    /// <summary>Why it cannot be started; null when it can.</summary>
    public static string? Missing { get; } = TestTool.NoPackage("@vercel/cosmosdb-server");

    public static async Task<VercelHarness> StartAsync()
    {
        var process = NodeProcess.Start("tests/Benchmarks/Cosmos/vercel.mjs", [Repository.PathOf("tests")]);
        const string Listening = "listening ";
        var port = await process.SaysAsync(line => line.StartsWith(Listening, StringComparison.Ordinal) ? line[Listening.Length..] : null, "the other server listens");
        return new VercelHarness(process, new Uri($"http://localhost:{port}/"));
    }

    // Without this header it refuses queries whose filter does not name the key, whatever partition the request names.
    private static HttpClient Client() => new() { Timeout = TimeSpan.FromSeconds(10), DefaultRequestHeaders = { { "x-ms-documentdb-query-enablecrosspartition", "True" } } };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _process.DisposeAsync();
    }
}
