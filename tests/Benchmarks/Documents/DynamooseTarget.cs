using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Support;

namespace Benchmarks;

/// <summary>Dynamoose over dynalite, the in-memory DynamoDB, both in one node process that does the work itself.</summary>
internal sealed class DynamooseTarget(ServerProcess server) : IDocumentsTarget
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}/"), Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Where npm put it; null when it is not installed.</summary>
    public static string? Folder { get; } = new[] { Environment.GetEnvironmentVariable("VIRGA_BENCH_NODE"), Repository.PathOf("tests") }
        .FirstOrDefault(folder => folder is not null && Directory.Exists(Path.Combine(folder, "node_modules", "dynamoose")) && Directory.Exists(Path.Combine(folder, "node_modules", "dynalite")));

    public string Name => "Dynamoose on dynalite (node)";

    public static async Task<DynamooseTarget> StartAsync(CancellationToken cancellationToken) =>
        new(await ServerProcess.StartAsync("node", [Repository.PathOf("tests/Benchmarks/Documents/dynamoose.mjs"), Folder!], cancellationToken));

    public bool Supports(DocumentsOperation operation) => true;

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<LoadResult> LoadAsync(DocumentsOperation operation, int workers, TimeSpan duration, CancellationToken cancellationToken)
    {
        var name = operation.ToString().ToLowerInvariant();
        var answer = await _http.GetFromJsonAsync<JsonObject>(
            string.Create(CultureInfo.InvariantCulture, $"?operation={name}&milliseconds={duration.TotalMilliseconds:0}&workers={workers}"), cancellationToken);
        return new LoadResult((long)answer!["count"]!, duration, TimeSpan.FromMicroseconds((double)answer["cpu"]!), AllocatedBytes: 0);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await server.DisposeAsync();
    }
}
