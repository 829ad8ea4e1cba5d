using System.Text;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>The child of the crash test: writes documents and batches until it is killed, and prints what was acknowledged.</summary>
internal static class CrashWriter
{
    /// <summary>How many documents a batch has.</summary>
    public const int BatchSize = 5;

    private const int Writers = 4;

    public static async Task RunAsync(string dataSource, string round)
    {
        await using var emulator = Emulator.Open(new() { DataSource = dataSource });
        using var http = new HttpClient(emulator.CreateHandler()) { BaseAddress = Emulator.Endpoint };
        await PostAsync(http, "dbs", """{"id":"db"}""");
        await PostAsync(http, "dbs/db/colls", """{"id":"c","partitionKey":{"paths":["/pk"],"kind":"Hash"}}""");
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(http, $"{round}-{writer}"))));
    }

    private static async Task WriteAsync(HttpClient http, string prefix)
    {
        for (var i = 0; ; i++)
        {
            var id = $"{prefix}-{i}";
            var isBatch = i % 2 == 1;
            var body = isBatch
                ? $"[{string.Join(',', Enumerable.Range(0, BatchSize).Select(part => $$"""{"operationType":"Create","resourceBody":{{Document($"{id}.{part}")}}}"""))}]"
                : Document(id);
            if (await PostAsync(http, "dbs/db/colls/c/docs", body, isBatch) is not (200 or 201))
            {
                throw new InvalidOperationException($"The write of {id} was refused.");
            }

            Console.Out.WriteLine(isBatch ? $"batch {id}" : $"document {id}");
        }
    }

    private static string Document(string id) => $$"""{"id":"{{id}}","pk":"p","text":"{{new string('x', 500)}}"}""";

    private static async Task<int> PostAsync(HttpClient http, string path, string body, bool isBatch = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Headers.Add("x-ms-documentdb-partitionkey", """["p"]""");
        if (isBatch)
        {
            request.Headers.Add("x-ms-cosmos-is-batch-request", "True");
            request.Headers.Add("x-ms-cosmos-batch-atomic", "True");
        }

        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
