using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Support;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>Which queries read by an index, seen by the charge: it grows with the documents looked at.</summary>
public sealed class PathIndexTests : IAsyncDisposable
{
    private const int Documents = 400;
    private readonly string _directory = Directory.CreateTempSubdirectory("virga").FullName;
    private Emulator? _emulator;
    private HttpClient? _http;

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        await (_emulator?.DisposeAsync() ?? default);
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("SELECT * FROM c WHERE c.city = 'c3'", 4)]
    [InlineData("SELECT * FROM c WHERE 'c3' = c.city AND c.n >= 0", 4)]
    [InlineData("SELECT * FROM c WHERE c.city IN ('c3', 'c4', 'none')", 8)]
    [InlineData("SELECT * FROM c WHERE c.city = 'c3' OR c.city = 'c4'", 8)]
    [InlineData("SELECT * FROM c WHERE c.n BETWEEN 10 AND 19", 10)]
    [InlineData("SELECT * FROM c WHERE c.n < 10", 10)]
    [InlineData("SELECT * FROM c WHERE c.n > 389", 10)]
    [InlineData("SELECT * FROM c WHERE STARTSWITH(c.name, 'name 39')", 11)]
    [InlineData("SELECT * FROM c WHERE c.name LIKE 'name 39%9'", 11)]
    [InlineData("SELECT * FROM c WHERE IS_DEFINED(c.rare)", 4)]
    [InlineData("SELECT * FROM c WHERE c.rare", 4)]
    [InlineData("SELECT * FROM c WHERE c.address['a/b'].no = 7", 1)]
    [InlineData("SELECT * FROM c WHERE c.list = [7, 'x']", 1)]
    [InlineData("SELECT TOP 5 * FROM c ORDER BY c.n", 5)]
    [InlineData("SELECT TOP 5 * FROM c ORDER BY c.n DESC", 5)]
    [InlineData("SELECT TOP 5 * FROM c WHERE c.n > 100 ORDER BY c.n", 5)]
    [InlineData("SELECT TOP 5 * FROM c WHERE c.pk = 'p' ORDER BY c.name", 400)]
    [InlineData("SELECT * FROM c WHERE c.n = undefined", 0)]
    [InlineData("SELECT * FROM c WHERE c.n > 5 AND c.n < 5", 0)]
    [InlineData("SELECT VALUE COUNT(1) FROM c", 0)]
    [InlineData("SELECT * FROM c WHERE c.id = 'd7'", 1)]
    [InlineData("SELECT * FROM c WHERE CONTAINS(c.name, '39')", 400)]
    [InlineData("SELECT * FROM c WHERE c.secret = 's7'", 400)]
    public async Task A_query_looks_at_no_more_documents_than_it_must(string sql, int looked)
    {
        await OpenAsync(indexAfter: 0);

        Assert.Equal(looked, await LookedAsync(sql, "p"));
    }

    [Fact]
    public async Task An_index_is_made_only_when_queries_asked_long_enough_and_is_there_after_a_restart()
    {
        await OpenAsync(indexAfter: 1000);
        Assert.Equal(Documents, await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p"));
        Assert.Equal(Documents, await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p"));
        await Eventually.True(
            async () => await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p") == 4, "the query reads by an index", cancellationToken: TestContext.Current.CancellationToken);

        // Another scope and another path have no index yet.
        Assert.Equal(Documents, await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", null));
        Assert.Equal(Documents, await LookedAsync("SELECT * FROM c WHERE c.n = 3", "p"));

        _http!.Dispose();
        await _emulator!.DisposeAsync();
        Connect(indexAfter: int.MaxValue - 1);
        Assert.Equal(4, await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p"));
    }

    [Fact]
    public async Task An_index_follows_writes_and_a_backup_has_it()
    {
        await OpenAsync(indexAfter: 0);
        Assert.Equal(4, await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p"));
        await SendAsync("dbs/db/colls/c/docs", """{"id":"d3","pk":"p","city":"elsewhere"}""", ("x-ms-documentdb-partitionkey", "[\"p\"]"), ("x-ms-documentdb-is-upsert", "True"));
        Assert.Equal(3, await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p"));
        Assert.Equal(1, await LookedAsync("SELECT * FROM c WHERE c.city = 'elsewhere'", "p"));

        var copy = Path.Combine(_directory, "copy.db");
        _emulator!.BackUp(copy);
        await using var restored = Emulator.Open(new CosmosEmulatorOptions { DataSource = copy, IndexAfter = int.MaxValue - 1 });
        using var http = new HttpClient(restored.CreateHandler()) { BaseAddress = Emulator.Endpoint };
        _http!.Dispose();
        _http = http;
        Assert.Equal(3, await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p"));
    }

    [Fact]
    public async Task The_index_that_was_not_used_for_longest_makes_way_for_a_ninth()
    {
        await OpenAsync(indexAfter: 0);
        foreach (var path in (string[])["city", "n", "name", "rare", "a", "b", "d", "e"])
        {
            await LookedAsync($"SELECT * FROM c WHERE c.{path} = 'c3'", "p");
        }

        await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p");
        await LookedAsync("SELECT * FROM c WHERE c.f = 'c3'", "p");
        _http!.Dispose();
        await _emulator!.DisposeAsync();
        Connect(indexAfter: int.MaxValue - 1);

        Assert.Equal(4, await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p"));
        Assert.Equal(0, await LookedAsync("SELECT * FROM c WHERE c.f = 'c3'", "p"));
        Assert.Equal(Documents, await LookedAsync("SELECT * FROM c WHERE c.n = 'c3'", "p"));
    }

    [Fact]
    public async Task An_index_over_a_path_that_is_excluded_later_is_dropped()
    {
        await OpenAsync(indexAfter: 0);
        Assert.Equal(4, await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p"));
        using var replaced = await _http!.PutAsync("dbs/db/colls/c", new ByteArrayContent("""
            {"id":"c","partitionKey":{"paths":["/pk"],"kind":"Hash"},"indexingPolicy":{"includedPaths":[{"path":"/*"}],"excludedPaths":[{"path":"/city/?"}]}}
            """u8.ToArray()), TestContext.Current.CancellationToken);

        Assert.True(replaced.IsSuccessStatusCode);
        Assert.Equal(Documents, await LookedAsync("SELECT * FROM c WHERE c.city = 'c3'", "p"));
    }

    [Fact]
    public async Task Ordering_by_an_excluded_path_is_refused()
    {
        await OpenAsync(indexAfter: 0);

        var (status, body, _) = await SendAsync("dbs/db/colls/c/docs", JsonSerializer.Serialize(new { query = "SELECT * FROM c ORDER BY c.secret" }), ("x-ms-documentdb-isquery", "True"));

        Assert.Equal(400, status);
        Assert.Contains("order-by item is excluded", body, StringComparison.Ordinal);
    }

    private async Task OpenAsync(int indexAfter)
    {
        Connect(indexAfter);
        await SendAsync("dbs", """{"id":"db"}""");
        await SendAsync("dbs/db/colls", """
            {"id":"c","partitionKey":{"paths":["/pk"],"kind":"Hash"},
             "indexingPolicy":{"includedPaths":[{"path":"/*"}],"excludedPaths":[{"path":"/secret/?"},{"path":"/\"_etag\"/?"}]}}
            """);
        for (var i = 0; i < Documents; i++)
        {
            var document = new JsonObject
            {
                ["id"] = $"d{i}",
                ["pk"] = "p",
                ["n"] = i,
                ["city"] = $"c{i % 100}",
                ["name"] = $"name {i}",
                ["secret"] = $"s{i}",
                ["address"] = new JsonObject { ["a/b"] = new JsonObject { ["no"] = i } },
                ["list"] = new JsonArray(i, "x"),
            };
            if (i % 100 == 0)
            {
                document["rare"] = true;
            }

            await SendAsync("dbs/db/colls/c/docs", document.ToJsonString(), ("x-ms-documentdb-partitionkey", "[\"p\"]"));
        }
    }

    private void Connect(int indexAfter)
    {
        _emulator = Emulator.Open(new CosmosEmulatorOptions { DataSource = Path.Combine(_directory, "cosmos.db"), IndexAfter = indexAfter });
        _http = new HttpClient(_emulator.CreateHandler()) { BaseAddress = Emulator.Endpoint };
    }

    /// <summary>How many documents a query looked at, from its charge: 2.3, 0.05 a document, and 0.3 a kilobyte given back.</summary>
    private async Task<int> LookedAsync(string sql, string? partition)
    {
        (string, string)[] scope = partition is null ? [] : [("x-ms-documentdb-partitionkey", $"[\"{partition}\"]")];
        var (_, body, charge) = await SendAsync("dbs/db/colls/c/docs", JsonSerializer.Serialize(new { query = sql }), [("x-ms-documentdb-isquery", "True"), ("x-ms-max-item-count", "-1"), .. scope]);
        return (int)Math.Round((charge - 2.3 - (0.3 * Encoding.UTF8.GetByteCount(body) / 1024)) / 0.05);
    }

    private async Task<(int Status, string Body, double Charge)> SendAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http!.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            double.Parse(response.Headers.GetValues("x-ms-request-charge").Single(), CultureInfo.InvariantCulture));
    }
}
