using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using static Integration.CosmosEmulator.SplitContainers;

namespace Integration.CosmosEmulator;

/// <summary>Containers of several physical ranges, split while clients know only the ranges there were.</summary>
public sealed class SplitTests : IAsyncDisposable
{
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
        var container = await _fixture.FilledAsync(version);
        await container.GetFeedRangesAsync(Token);
        await _fixture.SplitAsync(container, 3);

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

    [Fact]
    public async Task Refusals_of_a_split_container_carry_the_session_of_their_range()
    {
        var container = await _fixture.FilledAsync(PartitionKeyDefinitionVersion.V2);
        await _fixture.SplitAsync(container, 2);
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

        await _fixture.SplitAsync(container, 3);

        var prefix = new PartitionKeyBuilder().Add("t1").Build();
        Assert.Equal(10, (await QueryAsync<JsonObject>(container, "SELECT * FROM c", new() { PartitionKey = prefix })).Count);
        Assert.Equal([10], await QueryAsync<int>(container, "SELECT VALUE COUNT(1) FROM c", new() { PartitionKey = prefix }));
        Assert.Equal(["u9", "u8"], (await QueryAsync<string>(container, "SELECT VALUE c.user FROM c ORDER BY c.user DESC", new() { PartitionKey = prefix })).Take(2));
        Assert.Equal([20], await QueryAsync<int>(container, "SELECT VALUE COUNT(1) FROM c"));
    }

    [Fact]
    public async Task A_request_to_a_range_that_is_gone_says_so_and_the_new_ones_name_their_parent()
    {
        var container = await _fixture.FilledAsync(PartitionKeyDefinitionVersion.V2);
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
}
