using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

public sealed class PointOperationTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private static readonly PartitionKey Oslo = new("oslo");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_is_created_read_replaced_and_deleted()
    {
        var container = await fixture.ContainerAsync();

        var created = await container.CreateItemAsync(Cat("1", "Tom"), Oslo, cancellationToken: Token);
        var read = await container.ReadItemAsync<JsonObject>("1", Oslo, cancellationToken: Token);
        var replaced = await container.ReplaceItemAsync(Cat("1", "Tim"), "1", Oslo, cancellationToken: Token);
        var deleted = await container.DeleteItemAsync<JsonObject>("1", Oslo, cancellationToken: Token);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("Tom", (string?)read.Resource["name"]);
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal((string?)read.Resource["_etag"], read.ETag);
        Assert.Equal(fixture.Clock.GetUtcNow().ToUnixTimeSeconds(), (long?)read.Resource["_ts"]);
        Assert.NotEqual(created.ETag, replaced.ETag);
        Assert.Equal((string?)read.Resource["_rid"], (string?)replaced.Resource["_rid"]);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await RefusedAsync(HttpStatusCode.NotFound, 0, () => container.ReadItemAsync<JsonObject>("1", Oslo, cancellationToken: Token));
        await RefusedAsync(HttpStatusCode.NotFound, 0, () => container.ReplaceItemAsync(Cat("1", "Tim"), "1", Oslo, cancellationToken: Token));
        await RefusedAsync(HttpStatusCode.NotFound, 0, () => container.DeleteItemAsync<JsonObject>("1", Oslo, cancellationToken: Token));
    }

    [Fact]
    public async Task A_second_create_conflicts_in_the_same_partition_only()
    {
        var container = await fixture.ContainerAsync();
        await container.CreateItemAsync(Cat("1", "Tom"), Oslo, cancellationToken: Token);

        await RefusedAsync(HttpStatusCode.Conflict, 0, () => container.CreateItemAsync(Cat("1", "Tom"), Oslo, cancellationToken: Token));
        var elsewhere = await container.CreateItemAsync(Cat("1", "Tom", "rome"), new PartitionKey("rome"), cancellationToken: Token);

        Assert.Equal(HttpStatusCode.Created, elsewhere.StatusCode);
    }

    [Fact]
    public async Task An_upsert_creates_and_then_replaces()
    {
        var container = await fixture.ContainerAsync();

        var first = await container.UpsertItemAsync(Cat("1", "Tom"), Oslo, cancellationToken: Token);
        var second = await container.UpsertItemAsync(Cat("1", "Tim"), Oslo, cancellationToken: Token);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task A_stale_ETag_refuses_every_kind_of_write()
    {
        var container = await fixture.ContainerAsync();
        var created = await container.CreateItemAsync(Cat("1", "Tom"), Oslo, cancellationToken: Token);
        var current = await container.ReplaceItemAsync(Cat("1", "Tim"), "1", Oslo, Match(created.ETag), Token);
        var stale = Match(created.ETag);

        await RefusedAsync(HttpStatusCode.PreconditionFailed, 0, () => container.ReplaceItemAsync(Cat("1", "Jim"), "1", Oslo, stale, Token));
        await RefusedAsync(HttpStatusCode.PreconditionFailed, 0, () => container.UpsertItemAsync(Cat("1", "Jim"), Oslo, stale, Token));
        await RefusedAsync(HttpStatusCode.PreconditionFailed, 0, () => container.DeleteItemAsync<JsonObject>("1", Oslo, stale, Token));
        var read = await container.ReadItemAsync<JsonObject>("1", Oslo, cancellationToken: Token);
        var deleted = await container.DeleteItemAsync<JsonObject>("1", Oslo, Match(read.ETag), Token);

        Assert.Equal(current.ETag, read.ETag);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Fact]
    public async Task A_read_with_the_current_ETag_is_not_modified()
    {
        var container = await fixture.ContainerAsync();
        var created = await container.CreateItemAsync(Cat("1", "Tom"), Oslo, cancellationToken: Token);

        using var response = await container.ReadItemStreamAsync("1", Oslo, new ItemRequestOptions { IfNoneMatchEtag = created.ETag }, Token);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Fact]
    public async Task A_body_whose_partition_key_is_another_is_refused()
    {
        var container = await fixture.ContainerAsync();

        await RefusedAsync(HttpStatusCode.BadRequest, 1001, () => container.CreateItemAsync(Cat("1", "Tom", "rome"), Oslo, cancellationToken: Token));
    }

    [Fact]
    public async Task Without_content_response_a_write_has_an_ETag_and_no_body()
    {
        var container = await fixture.ContainerAsync();

        using var response = await container.CreateItemStreamAsync(
            EmulatorFixture.Body("""{"id":"1","pk":"oslo"}"""), Oslo, new ItemRequestOptions { EnableContentResponseOnWrite = false }, Token);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(response.Content is null || response.Content.Length == 0);
        Assert.NotEmpty(response.Headers.ETag);
    }

    [Theory]
    [InlineData("""{"pk":"oslo"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"","pk":"oslo"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":1,"pk":"oslo"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"a/b","pk":"oslo"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"a","pk":"oslo","ttl":0}""", HttpStatusCode.BadRequest)]
    [InlineData("""[]""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"a",""", HttpStatusCode.BadRequest)]
    public async Task A_bad_body_is_refused(string body, HttpStatusCode expected)
    {
        var container = await fixture.ContainerAsync();

        using var response = await container.CreateItemStreamAsync(EmulatorFixture.Body(body), Oslo, cancellationToken: Token);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_document_over_two_megabytes_is_too_large()
    {
        var container = await fixture.ContainerAsync();
        var body = $$"""{"id":"1","pk":"oslo","text":"{{new string('x', 2 * 1024 * 1024)}}"}""";

        using var response = await container.CreateItemStreamAsync(EmulatorFixture.Body(body), Oslo, cancellationToken: Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("_outbox|ø \"x\"")]
    [InlineData("a&b=c+d;e,f")]
    [InlineData("猫")]
    public async Task Ids_survive_the_address(string id)
    {
        var container = await fixture.ContainerAsync();
        await container.CreateItemAsync(Cat(id, "Tom"), Oslo, cancellationToken: Token);

        var read = await container.ReadItemAsync<JsonObject>(id, Oslo, cancellationToken: Token);

        Assert.Equal(id, (string?)read.Resource["id"]);
    }

    [Fact]
    public async Task Partition_keys_may_be_of_any_type_and_absent()
    {
        var container = await fixture.ContainerAsync();

        foreach (var (body, key) in new[]
        {
            ("""{"id":"1","pk":1.5}""", new PartitionKey(1.5)),
            ("""{"id":"1","pk":true}""", new PartitionKey(true)),
            ("""{"id":"1","pk":null}""", PartitionKey.Null),
            ("""{"id":"1"}""", PartitionKey.None),
            ("""{"id":"1","pk":"1.5"}""", new PartitionKey("1.5")),
        })
        {
            await container.CreateItemStreamAsync(EmulatorFixture.Body(body), key, cancellationToken: Token);
            using var response = await container.ReadItemStreamAsync("1", key, cancellationToken: Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var read = JsonNode.Parse(response.Content)!.AsObject();
            Assert.True(JsonNode.DeepEquals(read["pk"], EmulatorFixture.Json(body)["pk"]));
        }
    }

    internal static JsonObject Cat(string id, string name, string pk = "oslo") => new() { ["id"] = id, ["pk"] = pk, ["name"] = name };

    internal static async Task RefusedAsync(HttpStatusCode status, int subStatus, Func<Task> call)
    {
        var exception = await Assert.ThrowsAnyAsync<CosmosException>(call);
        Assert.Equal((status, subStatus), (exception.StatusCode, exception.SubStatusCode));
    }

    private static ItemRequestOptions Match(string etag) => new() { IfMatchEtag = etag };
}
