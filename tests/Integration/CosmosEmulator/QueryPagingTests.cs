using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Virga.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>Pages of queries while documents come and go, and the places clients name to go on at.</summary>
public sealed class QueryPagingTests : IAsyncLifetime
{
    private readonly EmulatorFixture _fixture = new();
    private Container _container = null!;

    public async ValueTask InitializeAsync() => _container = await _fixture.ContainerAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("SELECT VALUE c.id FROM c")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.n")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.n DESC")]
    [InlineData("SELECT VALUE c.id FROM c JOIN t IN c.tags ORDER BY c.same")]
    [InlineData("SELECT DISTINCT VALUE c.id FROM c")]
    [InlineData("SELECT VALUE c.id FROM c GROUP BY c.id")]
    [InlineData("SELECT VALUE c.id FROM c GROUP BY c.id ORDER BY c.id")]
    public async Task Inserts_and_deletes_between_pages_lose_and_repeat_nothing_that_stayed(string sql)
    {
        for (var i = 0; i < 30; i++)
        {
            await CreateAsync($"{i:00}", i * 7 % 30);
        }

        var seen = new List<string>();
        string? token = null;
        var round = 0;
        do
        {
            // Groups and distinct values have tokens in one partition only, as in the service.
            var partition = sql.Contains("DISTINCT") || sql.Contains("GROUP") ? new PartitionKey("p") : (PartitionKey?)null;
            using var iterator = _container.GetItemQueryIterator<string>(sql, token, new QueryRequestOptions { MaxItemCount = 2, PartitionKey = partition });
            var page = await iterator.ReadNextAsync(TestContext.Current.CancellationToken);
            seen.AddRange(page);
            token = page.ContinuationToken;

            // Every third of the old ones goes, wherever the pages are, and new ones come on all sides.
            if (round < 10)
            {
                await _container.DeleteItemAsync<JsonObject>($"{round * 3:00}", new PartitionKey("p"), cancellationToken: TestContext.Current.CancellationToken);
                await CreateAsync($"new{round}", (round * 11 % 34) - 2);
                round++;
            }
        }
        while (token is not null);

        var stayed = Enumerable.Range(0, 30).Where(i => i % 3 != 0).Select(i => $"{i:00}").ToArray();
        Assert.Empty(stayed.Except(seen));
        Assert.All(stayed, id => Assert.Single(seen, id));
    }

    [Theory]
    [InlineData("c.a, c.b DESC", "7 5 4 2 3 1 0 6")]
    [InlineData("c.a DESC, c.b ASC", "6 0 1 3 2 4 5 7")]
    public async Task Several_paths_order_by_a_composite_index(string order, string expected)
    {
        var container = await _fixture.ContainerAsync(configure: properties => properties.IndexingPolicy.CompositeIndexes.Add(
            [new CompositePath { Path = "/a", Order = CompositePathSortOrder.Ascending }, new CompositePath { Path = "/b", Order = CompositePathSortOrder.Descending }]));
        string[] documents = ["\"a\":\"x\",\"b\":2", "\"a\":2,\"b\":null", "\"a\":1", "\"a\":2,\"b\":\"y\"", "\"a\":1,\"b\":1", "\"a\":null", "\"a\":\"x\"", "\"b\":1"];
        for (var i = 0; i < documents.Length; i++)
        {
            using var body = EmulatorFixture.Body($"{{\"id\":\"{i}\",\"pk\":\"p\",{documents[i]}}}");
            using var response = await container.CreateItemStreamAsync(body, new PartitionKey("p"), cancellationToken: TestContext.Current.CancellationToken);
            response.EnsureSuccessStatusCode();
        }

        for (var size = 1; size <= 3; size++)
        {
            var seen = new List<string>();
            string? token = null;
            do
            {
                using var iterator = container.GetItemQueryIterator<string>($"SELECT VALUE c.id FROM c ORDER BY {order}", token, new QueryRequestOptions { MaxItemCount = size });
                var page = await iterator.ReadNextAsync(TestContext.Current.CancellationToken);
                seen.AddRange(page);
                token = page.ContinuationToken;
            }
            while (token is not null);

            Assert.Equal(expected, string.Join(' ', seen));
        }
    }

    [Theory]
    [InlineData("ASC", "[3]", null, false, "3 4 5")]
    [InlineData("ASC", "[3]", null, true, "4 5")]
    [InlineData("DESC", "[3]", null, false, "3 2 1 0")]
    [InlineData("DESC", "[3]", null, true, "2 1 0")]
    [InlineData("ASC", "[3]", "3", false, "3 4 5")]
    [InlineData("ASC", "[3]", "3", true, "4 5")]
    [InlineData("ASC", "[2.5]", null, false, "3 4 5")]
    [InlineData("ASC", "[[]]", null, false, "0 1 2 3 4 5")]
    [InlineData("ASC", "[\"a\"]", null, false, "")]
    [InlineData("ASC", "[{\"type\":\"array\",\"low\":0,\"high\":0}]", null, false, "")]
    public async Task A_resume_filter_says_where_an_ordered_query_goes_on(string direction, string values, string? at, bool excludes, string expected)
    {
        var rids = new Dictionary<string, string>();
        for (var i = 0; i < 6; i++)
        {
            rids[$"{i}"] = await CreateAsync($"{i}", i);
        }

        var filter = new JsonObject { ["value"] = JsonNode.Parse(values), ["exclude"] = excludes };
        if (at is not null)
        {
            filter["rid"] = rids[at];
        }

        var results = await PagesAsync(new JsonObject { ["query"] = $"SELECT VALUE c.id FROM c ORDER BY c.n {direction}", ["resumeFilter"] = filter });

        Assert.Equal(expected, string.Join(' ', results));
    }

    [Fact]
    public async Task A_resume_filter_names_arrays_and_objects_by_their_hash()
    {
        string[] values = ["[1]", "[2,\"a\"]", "{\"x\":1}", "[]", "{}"];
        for (var i = 0; i < values.Length; i++)
        {
            await CreateAsync($"{i}", JsonNode.Parse(values[i])!);
        }

        var all = await PagesAsync(new JsonObject { ["query"] = "SELECT VALUE c.id FROM c ORDER BY c.n" });
        Assert.Equal(["2", "4"], all.Skip(3).Order(StringComparer.Ordinal));

        for (var i = 0; i < all.Count; i++)
        {
            using var value = JsonDocument.Parse(values[int.Parse(all[i], CultureInfo.InvariantCulture)]);
            var hash = ValueHash.Of(Value.Of(value.RootElement));
            var place = new JsonObject { ["type"] = value.RootElement.ValueKind == JsonValueKind.Array ? "array" : "object", ["low"] = (long)hash.Low, ["high"] = (long)hash.High };
            var filter = new JsonObject { ["value"] = new JsonArray(place), ["exclude"] = true };
            Assert.Equal(all.Skip(i + 1), await PagesAsync(new JsonObject { ["query"] = "SELECT VALUE c.id FROM c ORDER BY c.n", ["resumeFilter"] = filter }));
        }
    }

    [Theory]
    [InlineData("""{"value":1}""")]
    [InlineData("""{"value":[1,2]}""")]
    [InlineData("""{"value":[1],"rid":"nonsense"}""")]
    [InlineData("""{"value":[[1]]}""")]
    public async Task A_resume_filter_that_does_not_fit_is_refused(string filter)
    {
        using var response = await SendAsync(new JsonObject { ["query"] = "SELECT * FROM c ORDER BY c.n", ["resumeFilter"] = JsonNode.Parse(filter) }, null);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_query_is_refused()
    {
        await CreateAsync("1", 1);
        await CreateAsync("2", 2);
        using var iterator = _container.GetItemQueryIterator<JsonObject>("SELECT * FROM c", requestOptions: new QueryRequestOptions { MaxItemCount = 1, PartitionKey = new PartitionKey("p") });
        var token = (await iterator.ReadNextAsync(TestContext.Current.CancellationToken)).ContinuationToken;
        using var other = _container.GetItemQueryIterator<JsonObject>("SELECT c.id FROM c", token, new QueryRequestOptions { PartitionKey = new PartitionKey("p") });

        var exception = await Assert.ThrowsAsync<CosmosException>(() => other.ReadNextAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
    }

    private async Task<List<string>> PagesAsync(JsonObject body)
    {
        var results = new List<string>();
        string? token = null;
        do
        {
            using var response = await SendAsync(body, token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            results.AddRange(page["Documents"]!.AsArray().Select(id => (string)id!));
            token = response.Headers.TryGetValues("x-ms-continuation", out var next) ? next.Single() : null;
        }
        while (token is not null);
        return results;
    }

    private Task<HttpResponseMessage> SendAsync(JsonObject body, string? token) => _fixture.SendAsync(
        "POST",
        $"dbs/db/colls/{_container.Id}/docs",
        body.ToJsonString(),
        [("x-ms-documentdb-isquery", "True"), ("x-ms-max-item-count", "1"), ("x-ms-documentdb-partitionkeyrangeid", "0"), .. token is null ? [] : new[] { ("x-ms-continuation", token) }]);

    private async Task<string> CreateAsync(string id, JsonNode n)
    {
        var document = new JsonObject { ["id"] = id, ["pk"] = "p", ["n"] = n, ["same"] = 1, ["tags"] = new JsonArray("t") };
        using var response = await _container.CreateItemStreamAsync(new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document)), new PartitionKey("p"), cancellationToken: TestContext.Current.CancellationToken);
        return (string)JsonNode.Parse(response.EnsureSuccessStatusCode().Content)!["_rid"]!;
    }
}
