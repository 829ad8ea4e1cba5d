using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Azure.Cosmos;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Benchmarks;

/// <summary>A cold process that opens the endpoint, asks it one thing, and says how many milliseconds that took, by the clock and of processor time.</summary>
internal static class CosmosStart
{
    public const string Endpoint = "endpoint";
    public const string WithSdk = "sdk";
    private const string Order = """{"id":"1","pk":"p","total":1}""";

    public static async Task<int> RunAsync(string kind, string dataSource)
    {
        var isNew = !File.Exists(dataSource);
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await using var emulator = Emulator.Open(new CosmosEmulatorOptions { DataSource = dataSource });
        await (kind == WithSdk ? AskWithSdkAsync(emulator) : AskAsync(emulator, isNew));
        var elapsed = watch.Elapsed.TotalMilliseconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{elapsed} {cpu.TotalMilliseconds}"));
        return 0;
    }

    private static async Task AskAsync(Emulator emulator, bool isNew)
    {
        using var http = new HttpClient(emulator.CreateHandler()) { BaseAddress = Emulator.Endpoint };
        if (isNew)
        {
            await SendAsync(http, HttpMethod.Post, "dbs", """{"id":"db"}""");
            await SendAsync(http, HttpMethod.Post, "dbs/db/colls", """{"id":"c","partitionKey":{"paths":["/pk"],"kind":"Hash"}}""");
            await SendAsync(http, HttpMethod.Post, "dbs/db/colls/c/docs", Order);
        }

        await SendAsync(http, HttpMethod.Get, "dbs/db/colls/c/docs/1", null);
    }

    private static async Task SendAsync(HttpClient http, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Headers.TryAddWithoutValidation("x-ms-documentdb-partitionkey", """["p"]""");
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static async Task AskWithSdkAsync(Emulator emulator)
    {
        using var client = CosmosTargets.Client(emulator.CreateHandler());
        using var read = await client.GetContainer("db", "c").ReadItemStreamAsync("1", new PartitionKey("p"));
        read.EnsureSuccessStatusCode();
    }
}
