using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

/// <summary>Containers of several physical ranges, split while clients know only the ranges there were.</summary>
public sealed class SplitTests : IAsyncDisposable
{
    private static readonly JsonNode[] Keys = ["a", "b", "c", "ø", new string('x', 100), 7, -1.5, 1e300, true, false];
    private readonly EmulatorFixture _fixture = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("virga").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData(PartitionKeyDefinitionVersion.V1)]
    [InlineData(PartitionKeyDefinitionVersion.V2)]
    public async Task Every_document_is_found_in_every_way_after_splits(PartitionKeyDefinitionVersion version)
    {
        var container = await FilledAsync(version);
        await container.GetFeedRangesAsync(Token);
        await SplitAsync(container, 3);

        var items = Keys.SelectMany(key => Enumerable.Range(0, 3).Select(n => (n.ToString(), Key(key)))).ToList();
        var many = await container.ReadManyItemsAsync<JsonObject>(items, cancellationToken: Token);
        var all = await QueryAsync<JsonObject>(container, "SELECT * FROM c");
        var feed = new List<JsonObject>();
        using var iterator = container.GetItemQueryIterator<JsonObject>(requestOptions: new() { MaxItemCount = 2 });
        while (iterator.HasMoreResults)
        {
            feed.AddRange(await iterator.ReadNextAsync(Token));
        }

        var ranges = await container.GetFeedRangesAsync(Token);
        var byRange = new List<JsonObject>();
        foreach (var range in ranges)
        {
            var part = await QueryAsync<JsonObject>(container, "SELECT * FROM c", range: range);
            Assert.NotEmpty(part);
            byRange.AddRange(part);
        }

        Assert.Equal(30, many.Count);
        Assert.Equal(30, all.Count);
        Assert.Equal(30, feed.Count);
        Assert.Equal(4, ranges.Count);
        Assert.Equal(30, byRange.Select(document => (string)document["_rid"]!).Distinct().Count());
        foreach (var key in Keys)
        {
            using var read = await container.ReadItemStreamAsync("1", Key(key), cancellationToken: Token);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
            Assert.Equal(3, (await QueryAsync<JsonObject>(container, "SELECT * FROM c", new() { PartitionKey = Key(key) })).Count);
        }
    }

    [Theory]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n", false)]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n DESC", false)]
    [InlineData("SELECT c.n AS x, c.name FROM c WHERE c.n > 3 OR c.n < 2 ORDER BY c.n", false)]
    [InlineData("SELECT TOP 7 VALUE c.n FROM c ORDER BY c.n DESC", false)]
    [InlineData("SELECT * FROM c ORDER BY c.n OFFSET 5 LIMIT 9", false)]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.maybe, c.n", false)]
    [InlineData("SELECT VALUE COUNT(1) FROM c", false)]
    [InlineData("SELECT VALUE AVG(c.n) FROM c WHERE c.n > 4", false)]
    [InlineData("SELECT COUNT(1) AS count, SUM(c.n) total, MIN(c.n), MAX(c[\"n\"]) AS largest, AVG(c.n) AS mean FROM c", false)]
    [InlineData("SELECT VALUE MAX(c.none) FROM c", false)]
    [InlineData("SELECT DISTINCT VALUE c.name FROM c", true)]
    [InlineData("SELECT DISTINCT c.name, c.maybe FROM c", true)]
    [InlineData("SELECT DISTINCT VALUE c.name FROM c ORDER BY c.name", false)]
    [InlineData("SELECT c.name, COUNT(1) AS count, AVG(c.n) FROM c GROUP BY c.name", true)]
    [InlineData("SELECT VALUE SUM(c.n) FROM c GROUP BY c.name", true)]
    [InlineData("SELECT VALUE t FROM c JOIN t IN c.tags WHERE t != 'y'", true)]
    [InlineData("SELECT VALUE COUNT(t) FROM c JOIN t IN c.tags", false)]
    public async Task Queries_over_several_ranges_answer_as_over_one(string sql, bool inAnyOrder)
    {
        var container = await FilledAsync(PartitionKeyDefinitionVersion.V2);
        var expected = await QueryAsync<JsonNode>(container, sql);
        await SplitAsync(container, 3);
        using var client = EmulatorFixture.Connect(_fixture.Emulator);
        var split = client.GetContainer("db", container.Id);

        foreach (var pageSize in (int[])[-1, 2])
        {
            var actual = await QueryAsync<JsonNode>(split, sql, new() { MaxItemCount = pageSize });

            Assert.Equal(Sorted(expected, inAnyOrder), Sorted(actual, inAnyOrder));
        }
    }

    [Fact]
    public async Task TOP_and_OFFSET_cut_the_whole_and_not_each_range()
    {
        var container = await FilledAsync(PartitionKeyDefinitionVersion.V2);
        await SplitAsync(container, 2);

        Assert.Equal(7, (await QueryAsync<JsonNode>(container, "SELECT TOP 7 * FROM c")).Count);
        Assert.Equal(4, (await QueryAsync<JsonNode>(container, "SELECT * FROM c OFFSET 26 LIMIT 9")).Count);
        Assert.Equal(2, (await QueryAsync<JsonNode>(container, "SELECT DISTINCT TOP 2 VALUE c.name FROM c")).Count);
    }

    [Fact]
    public async Task A_query_goes_on_over_a_split_between_its_pages()
    {
        var container = await FilledAsync(PartitionKeyDefinitionVersion.V2);
        await SplitAsync(container, 1);
        foreach (var sql in (string[])["SELECT VALUE c.n FROM c", "SELECT VALUE c.n FROM c ORDER BY c.n"])
        {
            var found = new List<int>();
            string? continuation = null;
            var splits = 0;
            do
            {
                // A new iterator each time, as between two requests of an application.
                using var iterator = container.GetItemQueryIterator<int>(sql, continuation, new() { MaxItemCount = 4 });
                var page = await iterator.ReadNextAsync(Token);
                found.AddRange(page);
                continuation = page.ContinuationToken;
                if (found.Count >= 4 && splits++ == 0)
                {
                    await SplitAsync(container, 1);
                }
            }
            while (continuation is not null);

            Assert.Equal(Enumerable.Range(0, 30), sql.Contains("ORDER") ? found : found.Order());
        }
    }

    [Theory]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n", 30)]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n DESC OFFSET 3 LIMIT 20", 20)]
    [InlineData("SELECT TOP 9 VALUE c.n FROM c ORDER BY c.n", 9)]
    [InlineData("SELECT TOP 9 VALUE c.n FROM c", 9)]
    [InlineData("SELECT DISTINCT VALUE c.n FROM c", 30)]
    [InlineData("SELECT c.name, COUNT(1) AS count FROM c GROUP BY c.name", 4)]
    [InlineData("SELECT VALUE COUNT(1) FROM c", 1)]
    public async Task A_query_that_began_over_one_range_goes_on_over_two(string sql, int count)
    {
        foreach (var afterPlan in (bool[])[false, true])
        {
            var container = await FilledAsync(PartitionKeyDefinitionVersion.V2);
            var expected = await QueryAsync<JsonNode>(container, sql);
            var actual = new List<JsonNode>();
            var splits = 0;
            using var client = EmulatorFixture.Connect(_fixture.Emulator, options => options.HttpClientFactory = () => new HttpClient(new AfterPlanHandler(
                _fixture.Emulator.CreateHandler(), async () => splits += afterPlan && splits == 0 ? (await _fixture.Emulator.SplitAsync("db", container.Id)).Count - 1 : 0)));
            using var iterator = client.GetContainer("db", container.Id).GetItemQueryIterator<JsonNode>(sql, requestOptions: new() { MaxItemCount = 2 });
            while (iterator.HasMoreResults)
            {
                actual.AddRange(await iterator.ReadNextAsync(Token));
                if (splits == 0 && actual.Count > 0)
                {
                    await SplitAsync(container, 1);
                    splits = 1;
                }
            }

            Assert.Equal(1, splits);
            Assert.Equal(count, actual.Count);
            // Which are the first without an order is open.
            if (sql.Contains("ORDER") || !sql.Contains("TOP"))
            {
                Assert.Equal(Sorted(expected, !sql.Contains("ORDER")), Sorted(actual, !sql.Contains("ORDER")));
            }
        }
    }

    [Theory]
    [InlineData("SELECT VALUE COUNT(1) FROM (SELECT DISTINCT VALUE c.name FROM c)")]
    [InlineData("SELECT COUNT(1) AS names FROM (SELECT DISTINCT c.name, c.maybe FROM c WHERE c.n > 3)")]
    [InlineData("SELECT VALUE 7")]
    [InlineData("SELECT VALUE x FROM (SELECT VALUE [1, 2, 3]) AS a JOIN x IN a")]
    [InlineData("SELECT VALUE s FROM (SELECT VALUE c.n FROM c WHERE c.n < 9) s WHERE s > 3")]
    [InlineData("SELECT VALUE SUM(s) FROM (SELECT VALUE c.n FROM c WHERE c.n < 9) s")]
    [InlineData("SELECT VALUE c.tags[0] FROM c ORDER BY c.tags[0]")]
    public async Task Subqueries_and_queries_without_documents_answer_over_several_ranges_as_over_one(string sql)
    {
        var container = await FilledAsync(PartitionKeyDefinitionVersion.V2);
        var expected = await QueryAsync<JsonNode>(container, sql);
        await SplitAsync(container, 3);

        var actual = await QueryAsync<JsonNode>(container, sql);

        Assert.NotEmpty(expected);
        Assert.Equal(Sorted(expected, true), Sorted(actual, true));
    }

    [Theory]
    [InlineData("SELECT c.name, COUNT(1) AS count FROM c GROUP BY c.name ORDER BY c.name")]
    [InlineData("SELECT VALUE MAKELIST(c.name) FROM c")]
    [InlineData("SELECT DISTINCT VALUE COUNT(1) FROM c GROUP BY c.name")]
    [InlineData("SELECT VALUE s FROM (SELECT DISTINCT VALUE c.name FROM c) s")]
    public async Task What_clients_cannot_put_together_is_answered_over_one_range_and_refused_over_several(string sql)
    {
        var container = await FilledAsync(PartitionKeyDefinitionVersion.V2);
        Assert.NotEmpty(await QueryAsync<JsonNode>(container, sql));
        using var planned = container.GetItemQueryIterator<JsonNode>(sql, requestOptions: new() { MaxItemCount = 1 });
        await planned.ReadNextAsync(Token);
        await SplitAsync(container, 1);

        await PointOperationTests.RefusedAsync(HttpStatusCode.BadRequest, 0, () => QueryAsync<JsonNode>(container, sql));
        if (planned.HasMoreResults)
        {
            await PointOperationTests.RefusedAsync(HttpStatusCode.BadRequest, 0, () => planned.ReadNextAsync(Token));
        }
    }

    [Fact]
    public async Task Refusals_of_a_split_container_carry_the_session_of_their_range()
    {
        var container = await FilledAsync(PartitionKeyDefinitionVersion.V2);
        await SplitAsync(container, 2);
        var path = $"dbs/db/colls/{container.Id}/docs";
        using var missing = await _fixture.SendAsync("GET", $"{path}/none", null, ("x-ms-documentdb-partitionkey", "[\"a\"]"));
        using var found = await _fixture.SendAsync("GET", $"{path}/1", null, ("x-ms-documentdb-partitionkey", "[\"a\"]"));
        using var gone = await _fixture.SendAsync("GET", path, null, ("x-ms-documentdb-partitionkeyrangeid", "0"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.Gone), (missing.StatusCode, found.StatusCode, gone.StatusCode));
        Assert.Equal(Session(found), Session(missing));
        Assert.DoesNotContain("0:-1", Session(missing), StringComparison.Ordinal);
        Assert.DoesNotContain("0:-1", Session(gone), StringComparison.Ordinal);

        static string Session(HttpResponseMessage response) => response.Headers.GetValues("x-ms-session-token").Single();
    }

    [Fact]
    public async Task Hierarchical_keys_are_split_and_queried_by_prefix()
    {
        Database database = await _fixture.Client.CreateDatabaseIfNotExistsAsync("db", cancellationToken: Token);
        Container container = await database.CreateContainerAsync(new ContainerProperties("hpk", new List<string> { "/tenant", "/user" }), cancellationToken: Token);
        foreach (var (tenant, user) in Enumerable.Range(0, 20).Select(i => ($"t{i % 2}", $"u{i / 2}")))
        {
            await container.CreateItemAsync(new JsonObject { ["id"] = "1", ["tenant"] = tenant, ["user"] = user }, cancellationToken: Token);
        }

        await SplitAsync(container, 3);

        var prefix = new PartitionKeyBuilder().Add("t1").Build();
        Assert.Equal(10, (await QueryAsync<JsonObject>(container, "SELECT * FROM c", new() { PartitionKey = prefix })).Count);
        Assert.Equal([10], await QueryAsync<int>(container, "SELECT VALUE COUNT(1) FROM c", new() { PartitionKey = prefix }));
        Assert.Equal(["u9", "u8"], (await QueryAsync<string>(container, "SELECT VALUE c.user FROM c ORDER BY c.user DESC", new() { PartitionKey = prefix })).Take(2));
        Assert.Equal([20], await QueryAsync<int>(container, "SELECT VALUE COUNT(1) FROM c"));
    }

    [Fact]
    public async Task A_request_to_a_range_that_is_gone_says_so_and_the_new_ones_name_their_parent()
    {
        var container = await FilledAsync(PartitionKeyDefinitionVersion.V2);
        using var before = await _fixture.SendAsync("GET", $"dbs/db/colls/{container.Id}/pkranges");
        Assert.Equal(["1", "2"], await _fixture.Emulator.SplitAsync("db", container.Id));

        using var gone = await _fixture.SendAsync("GET", $"dbs/db/colls/{container.Id}/docs", null, ("x-ms-documentdb-partitionkeyrangeid", "0"));
        using var since = await _fixture.SendAsync("GET", $"dbs/db/colls/{container.Id}/pkranges", null, ("A-IM", "Incremental Feed"), ("If-None-Match", before.Headers.ETag!.Tag));

        Assert.Equal((HttpStatusCode.Gone, "1002"), (gone.StatusCode, gone.Headers.GetValues("x-ms-substatus").Single()));
        var ranges = JsonNode.Parse(await since.Content.ReadAsStringAsync(Token))!["PartitionKeyRanges"]!.AsArray();
        Assert.Equal(["1", "2"], ranges.Select(range => (string)range!["id"]!));
        Assert.All(ranges, range => Assert.Equal("0", (string)range!["parents"]![0]!));
    }

    [Fact]
    public async Task Splits_and_ranges_outlive_a_restart_and_writes_meet_them()
    {
        var dataSource = Path.Combine(_directory, "cosmos.db");
        await using (var emulator = Virga.CosmosEmulator.CosmosEmulator.Open(new() { DataSource = dataSource }))
        {
            using var client = EmulatorFixture.Connect(emulator);
            Database database = await client.CreateDatabaseAsync("db", cancellationToken: Token);
            await database.CreateContainerAsync("c", "/pk", cancellationToken: Token);
            await emulator.SplitAsync("db", "c");
        }

        await using var again = Virga.CosmosEmulator.CosmosEmulator.Open(new() { DataSource = dataSource });
        using var reopened = EmulatorFixture.Connect(again, options => options.AllowBulkExecution = true);
        var container = reopened.GetContainer("db", "c");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => container.CreateItemAsync(new JsonObject { ["id"] = "1", ["pk"] = $"p{i}" }, new PartitionKey($"p{i}"), cancellationToken: Token)));
        await again.SplitAsync("db", "c");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => container.CreateItemAsync(new JsonObject { ["id"] = "2", ["pk"] = $"p{i}" }, new PartitionKey($"p{i}"), cancellationToken: Token)));

        Assert.Equal(3, (await container.GetFeedRangesAsync(Token)).Count);
        Assert.Equal([40], await QueryAsync<int>(container, "SELECT VALUE COUNT(1) FROM c"));
    }

    private static PartitionKey Key(JsonNode key) => key.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => new PartitionKey((string)key!),
        System.Text.Json.JsonValueKind.Number => new PartitionKey(double.Parse(key.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)),
        var kind => new PartitionKey(kind == System.Text.Json.JsonValueKind.True),
    };

    /// <summary>Three documents under each key.</summary>
    private async Task<Container> FilledAsync(PartitionKeyDefinitionVersion version)
    {
        var container = await _fixture.ContainerAsync(configure: properties =>
        {
            properties.PartitionKeyDefinitionVersion = version;
            properties.IndexingPolicy.CompositeIndexes.Add([new() { Path = "/maybe" }, new() { Path = "/n" }]);
        });
        for (var i = 0; i < Keys.Length * 3; i++)
        {
            var document = new JsonObject { ["id"] = $"{i / Keys.Length}", ["pk"] = Keys[i % Keys.Length].DeepClone(), ["n"] = i * 7 % 30, ["name"] = $"cat {i % 4}", ["tags"] = new JsonArray("x", "y") };
            if (i % 3 == 0)
            {
                document["maybe"] = i % 2;
            }

            await container.CreateItemAsync(document, Key(Keys[i % Keys.Length]), cancellationToken: Token);
        }

        return container;
    }

    private async Task SplitAsync(Container container, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await _fixture.Emulator.SplitAsync("db", container.Id);
        }
    }

    private static IEnumerable<string> Sorted(List<JsonNode> results, bool sort)
    {
        var texts = results.Select(result => result.ToJsonString());
        return sort ? texts.Order(StringComparer.Ordinal) : texts;
    }

    private static async Task<List<T>> QueryAsync<T>(Container container, string sql, QueryRequestOptions? options = null, FeedRange? range = null)
    {
        var results = new List<T>();
        using var iterator = range is null
            ? container.GetItemQueryIterator<T>(sql, requestOptions: options)
            : container.GetItemQueryIterator<T>(range, new QueryDefinition(sql), requestOptions: options);
        while (iterator.HasMoreResults)
        {
            results.AddRange(await iterator.ReadNextAsync(Token));
        }

        return results;
    }
}
