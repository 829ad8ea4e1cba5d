using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

/// <summary>A process of its own, for the SDK's native planner can only be switched on before the SDK is loaded. Runs the table of queries and prints what each gives.</summary>
internal static class NativePlannerClient
{
    /// <summary>Page sizes; those below zero stand for a new iterator for every page, so that the token alone carries the place.</summary>
    public static readonly int[] Sizes = [100, 1, 2, -1, -2, -3];

    /// <summary>Queries whose pages the SDK puts together itself, without giving tokens between them.</summary>
    public static bool HasTokens(string sql) => !sql.Contains("GROUP BY", StringComparison.Ordinal) && !sql.StartsWith("SELECT DISTINCT", StringComparison.Ordinal)
        && sql.Contains("FROM c", StringComparison.Ordinal) && !sql.Contains("(SELECT DISTINCT", StringComparison.Ordinal);

    public static async Task RunAsync()
    {
        await using var fixture = new EmulatorFixture();
        using var client = EmulatorFixture.Connect(
            fixture.Emulator, options => options.HttpClientFactory = () => new HttpClient(new RewriteCounter(fixture.Emulator.CreateHandler()), disposeHandler: false));
        Database database = await client.CreateDatabaseIfNotExistsAsync("db");
        Container container = await database.CreateContainerAsync(new ContainerProperties("c", "/pk"));
        foreach (var document in QueryCases.Documents)
        {
            using var stream = EmulatorFixture.Body(document);
            using var response = await container.CreateItemStreamAsync(stream, new PartitionKey((string)JsonNode.Parse(document)!["pk"]!));
            response.EnsureSuccessStatusCode();
        }

        foreach (var (sql, _) in QueryTable.All)
        {
            foreach (var size in Sizes.Where(size => size == 100 || sql.Contains("FROM", StringComparison.OrdinalIgnoreCase)).Where(size => size > 0 || HasTokens(sql)))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(new { sql, size, results = await ResultsAsync(container, sql, size) }));
            }
        }

        Console.Out.WriteLine(JsonSerializer.Serialize(new { plans = RewriteCounter.Plans, rewritten = RewriteCounter.Rewritten, resumed = RewriteCounter.Resumed }));
    }

    private static async Task<JsonNode> ResultsAsync(Container container, string sql, int size)
    {
        var results = new JsonArray();
        try
        {
            string? token = null;
            do
            {
                using var iterator = container.GetItemQueryStreamIterator(sql, token, new QueryRequestOptions { MaxItemCount = Math.Abs(size) });
                do
                {
                    using var page = await iterator.ReadNextAsync();
                    page.EnsureSuccessStatusCode();
                    foreach (var document in JsonNode.Parse(page.Content)!["Documents"]!.AsArray())
                    {
                        results.Add(document?.DeepClone());
                    }

                    token = size < 0 ? page.ContinuationToken : null;
                }
                while (size > 0 && iterator.HasMoreResults);
            }
            while (token is not null);
            return results;
        }
#pragma warning disable CA1031 // Whatever it is, the test shows it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return JsonValue.Create(exception.Message);
        }
    }
}
