using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

public sealed class PatchTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Document = """{"id":"1","pk":"p","n":1,"name":"Tom","tags":["a","b"],"address":{"city":"Oslo"},"x/y":{"~":1}}""";
    private static readonly PartitionKey Key = new("p");

    [Theory]
    [InlineData("""[{"op":"set","path":"/n","value":5}]""", "n", "5")]
    [InlineData("""[{"op":"set","path":"/new","value":{"a":null}}]""", "new", """{"a":null}""")]
    [InlineData("""[{"op":"set","path":"/address/zip","value":"1"}]""", "address", """{"city":"Oslo","zip":"1"}""")]
    [InlineData("""[{"op":"set","path":"/tags/1","value":"x"}]""", "tags", """["a","x"]""")]
    [InlineData("""[{"op":"add","path":"/tags/1","value":"x"}]""", "tags", """["a","x","b"]""")]
    [InlineData("""[{"op":"add","path":"/tags/2","value":"x"}]""", "tags", """["a","b","x"]""")]
    [InlineData("""[{"op":"add","path":"/tags/-","value":"x"}]""", "tags", """["a","b","x"]""")]
    [InlineData("""[{"op":"add","path":"/n","value":null}]""", "n", "null")]
    [InlineData("""[{"op":"replace","path":"/name","value":"Tim"}]""", "name", "\"Tim\"")]
    [InlineData("""[{"op":"remove","path":"/tags/0"}]""", "tags", """["b"]""")]
    [InlineData("""[{"op":"remove","path":"/name"}]""", "name", null)]
    [InlineData("""[{"op":"incr","path":"/n","value":41}]""", "n", "42")]
    [InlineData("""[{"op":"incr","path":"/n","value":-0.5}]""", "n", "0.5")]
    [InlineData("""[{"op":"incr","path":"/count","value":3}]""", "count", "3")]
    [InlineData("""[{"op":"move","from":"/name","path":"/address/name"}]""", "address", """{"city":"Oslo","name":"Tom"}""")]
    [InlineData("""[{"op":"set","path":"/x~1y/~0","value":2}]""", "x/y", """{"~":2}""")]
    [InlineData("""[{"op":"set","path":"/n","value":1}]""", "n", "1")]
    [InlineData("""[{"op":"add","path":"/list","value":[]},{"op":"add","path":"/list/-","value":1},{"op":"add","path":"/list/0","value":2}]""", "list", "[2,1]")]
    public async Task A_patch_changes(string operations, string property, string? expected)
    {
        var container = await NewAsync();

        using var response = await SendAsync(container, $$"""{"operations":{{operations}}}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var document = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        Assert.Equal(expected is not null, document.ContainsKey(property));
        Assert.True(expected is null || JsonNode.DeepEquals(JsonNode.Parse(expected), document[property]), document.ToJsonString());
        Assert.Equal(response.Headers.ETag!.Tag, (string?)document["_etag"]);
    }

    [Theory]
    [InlineData("""[{"op":"set","path":"/none/x","value":5}]""")]
    [InlineData("""[{"op":"set","path":"/name/x","value":5}]""")]
    [InlineData("""[{"op":"set","path":"/tags/2","value":5}]""")]
    [InlineData("""[{"op":"set","path":"/tags/x","value":5}]""")]
    [InlineData("""[{"op":"add","path":"/tags/3","value":5}]""")]
    [InlineData("""[{"op":"replace","path":"/none","value":5}]""")]
    [InlineData("""[{"op":"remove","path":"/none"}]""")]
    [InlineData("""[{"op":"remove","path":"/tags/2"}]""")]
    [InlineData("""[{"op":"incr","path":"/name","value":1}]""")]
    [InlineData("""[{"op":"incr","path":"/n","value":"1"}]""")]
    [InlineData("""[{"op":"move","from":"/none","path":"/x"}]""")]
    [InlineData("""[{"op":"move","from":"/address","path":"/address/city"}]""")]
    [InlineData("""[{"op":"set","path":"/id","value":"2"}]""")]
    [InlineData("""[{"op":"set","path":"/pk","value":"2"}]""")]
    [InlineData("""[{"op":"set","path":"/_ts","value":2}]""")]
    [InlineData("""[{"op":"set","path":"/n","value":2},{"op":"remove","path":"/none"}]""")]
    [InlineData("""[{"op":"set","path":"n","value":2}]""")]
    [InlineData("""[{"op":"test","path":"/n","value":2}]""")]
    [InlineData("[]")]
    public async Task A_patch_that_cannot_be_done_changes_nothing(string operations)
    {
        var container = await NewAsync();

        using var response = await SendAsync(container, $$"""{"operations":{{operations}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(1, (int?)(await container.ReadItemAsync<JsonObject>("1", Key, cancellationToken: TestContext.Current.CancellationToken)).Resource["n"]);
    }

    [Fact]
    public async Task The_SDKs_six_operations_arrive()
    {
        var container = await NewAsync();

        var patched = await container.PatchItemAsync<JsonObject>(
            "1",
            Key,
            [
                PatchOperation.Set("/name", "Tim"), PatchOperation.Add("/tags/-", "c"), PatchOperation.Replace("/address/city", "Rome"),
                PatchOperation.Remove("/x~1y"), PatchOperation.Increment("/n", 2), PatchOperation.Move("/n", "/m"),
            ],
            cancellationToken: TestContext.Current.CancellationToken);

        var document = patched.Resource;
        Assert.Equal(("Tim", "Rome", 3L), ((string?)document["name"], (string?)document["address"]!["city"], (long?)document["m"]));
        Assert.Equal("""["a","b","c"]""", document["tags"]!.ToJsonString());
        Assert.False(document.ContainsKey("x/y") || document.ContainsKey("n"));
    }

    [Theory]
    [InlineData("from c where c.n = 1", true)]
    [InlineData("FROM c WHERE c.n > 1", false)]
    [InlineData("from c where NOT IS_DEFINED(c.gone) AND ARRAY_CONTAINS(c.tags, 'a')", true)]
    [InlineData("from c where c.gone != 1", false)]
    public async Task A_condition_decides(string condition, bool holds)
    {
        var container = await NewAsync();
        var patch = () => container.PatchItemAsync<JsonObject>(
            "1", Key, [PatchOperation.Increment("/n", 1)], new PatchItemRequestOptions { FilterPredicate = condition }, TestContext.Current.CancellationToken);

        if (holds)
        {
            Assert.Equal(2, (int?)(await patch()).Resource["n"]);
        }
        else
        {
            await PointOperationTests.RefusedAsync(HttpStatusCode.PreconditionFailed, 1110, patch);
        }
    }

    [Fact]
    public async Task A_patch_of_nothing_is_not_found_and_a_stale_one_refused()
    {
        var container = await NewAsync();
        var operations = new[] { PatchOperation.Increment("/n", 1) };

        await PointOperationTests.RefusedAsync(HttpStatusCode.NotFound, 0, () => container.PatchItemAsync<JsonObject>("2", Key, operations));
        await PointOperationTests.RefusedAsync(
            HttpStatusCode.PreconditionFailed, 0, () => container.PatchItemAsync<JsonObject>("1", Key, operations, new PatchItemRequestOptions { IfMatchEtag = "\"old\"" }));
    }

    private async Task<Container> NewAsync()
    {
        var container = await fixture.ContainerAsync();
        using var response = await container.CreateItemStreamAsync(EmulatorFixture.Body(Document), Key, cancellationToken: TestContext.Current.CancellationToken);
        return container;
    }

    private Task<HttpResponseMessage> SendAsync(Container container, string body) =>
        fixture.SendAsync("PATCH", $"dbs/db/colls/{container.Id}/docs/1", body, ("x-ms-documentdb-partitionkey", "[\"p\"]"));
}
