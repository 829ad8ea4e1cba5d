using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Integration.CosmosEmulator;

/// <summary>The table of queries through an SDK that plans for itself: rewritten texts, partial aggregates, and resume filters between pages.</summary>
public sealed class NativePlannerTests
{
    [Fact]
    public async Task Every_query_gives_the_same_when_the_client_plans_it()
    {
        var expected = QueryTable.All.ToDictionary(query => query.Sql, query => JsonNode.Parse(query.Results)!.AsArray());
        var wrong = new List<string>();
        var count = 0;
        JsonNode? requests = null;
        await foreach (var line in RunAsync())
        {
            if (line["plans"] is not null)
            {
                requests = line;
                continue;
            }

            count++;
            var (sql, size) = ((string)line["sql"]!, (int)line["size"]!);
            if (line["results"] is not JsonArray results || !AreSame(sql, expected[sql], results))
            {
                wrong.Add($"{sql}\n  pages of {size}\n  expected {expected[sql].ToJsonString()}\n  actual   {line["results"]!.ToJsonString()}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count}:\n{string.Join('\n', wrong)}");
        Assert.True(count >= expected.Count, $"Only {count} answers came.");
        Assert.Equal(0, (int)requests!["plans"]!);
        Assert.True((int)requests["rewritten"]! > 100 && (int)requests["resumed"]! > 50, requests.ToJsonString());
    }

    /// <summary>Without ORDER BY, the client puts groups and distinct values together in an order of its own.</summary>
    internal static bool AreSame(string sql, JsonArray expected, JsonArray actual) => sql.Contains("ORDER BY", StringComparison.Ordinal) || !sql.Contains("GROUP BY", StringComparison.Ordinal)
        ? JsonNode.DeepEquals(expected, actual)
        : expected.Select(Text).Order(StringComparer.Ordinal).SequenceEqual(actual.Select(Text).Order(StringComparer.Ordinal));

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static async IAsyncEnumerable<JsonNode> RunAsync()
    {
        var assembly = typeof(NativePlannerClient).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", assembly]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = assembly;
        start.Environment["AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX"] = "true";
        start.Environment[StartupHook.NativeVariable] = "1";
        using var child = Process.Start(start)!;
        while (await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            yield return JsonNode.Parse(line)!;
        }

        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, child.ExitCode);
    }
}
