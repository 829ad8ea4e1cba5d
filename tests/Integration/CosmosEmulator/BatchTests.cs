using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

public sealed class BatchTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private static readonly PartitionKey Oslo = new("oslo");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_six_kinds_of_operation_are_done_together()
    {
        var container = await fixture.ContainerAsync();
        foreach (var id in (string[])["1", "2", "3", "4"])
        {
            await container.CreateItemAsync(Cat(id), Oslo, cancellationToken: Token);
        }

        using var response = await container.CreateTransactionalBatch(Oslo)
            .CreateItem(Cat("5"))
            .ReplaceItem("1", Cat("1", "Tim"))
            .PatchItem("2", [PatchOperation.Set("/name", "Jim")])
            .DeleteItem("3")
            .ReadItem("2")
            .UpsertItem(Cat("6"))
            .ExecuteAsync(Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([201, 200, 200, 204, 200, 201], response.Select(result => (int)result.StatusCode));
        Assert.Equal("Jim", (string?)response.GetOperationResultAtIndex<JsonObject>(4).Resource["name"]);
        Assert.Equal("Tim", (string?)(await container.ReadItemAsync<JsonObject>("1", Oslo, cancellationToken: Token)).Resource["name"]);
        Assert.Equal(response[2].ETag, (await container.ReadItemAsync<JsonObject>("2", Oslo, cancellationToken: Token)).ETag);
    }

    [Fact]
    public async Task One_failure_undoes_all_and_is_named()
    {
        var container = await fixture.ContainerAsync();
        await container.CreateItemAsync(Cat("2"), Oslo, cancellationToken: Token);

        using var response = await container.CreateTransactionalBatch(Oslo)
            .CreateItem(Cat("1")).CreateItem(Cat("2")).CreateItem(Cat("3")).ExecuteAsync(Token);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal([424, 409, 424], response.Select(result => (int)result.StatusCode));
        using var first = await container.ReadItemStreamAsync("1", Oslo, cancellationToken: Token);
        Assert.Equal(HttpStatusCode.NotFound, first.StatusCode);
    }

    [Fact]
    public async Task A_stale_ETag_and_an_unmet_condition_fail_a_batch()
    {
        var container = await fixture.ContainerAsync();
        await container.CreateItemAsync(Cat("1"), Oslo, cancellationToken: Token);

        using var stale = await container.CreateTransactionalBatch(Oslo)
            .UpsertItem(Cat("1"), new TransactionalBatchItemRequestOptions { IfMatchEtag = "\"old\"" }).ExecuteAsync(Token);
        using var unmet = await container.CreateTransactionalBatch(Oslo)
            .CreateItem(Cat("2"))
            .PatchItem("1", [PatchOperation.Set("/x", 1)], new TransactionalBatchPatchItemRequestOptions { FilterPredicate = "from c where c.name = 'Bob'" })
            .ExecuteAsync(Token);

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, unmet.StatusCode);
        Assert.Equal([424, 412], unmet.Select(result => (int)result.StatusCode));
    }

    [Fact]
    public async Task A_batch_sees_its_own_writes()
    {
        var container = await fixture.ContainerAsync();

        using var response = await container.CreateTransactionalBatch(Oslo)
            .CreateItem(Cat("1")).PatchItem("1", [PatchOperation.Increment("/n", 1)]).ReadItem("1").DeleteItem("1").CreateItem(Cat("1", "Tim")).ExecuteAsync(Token);

        Assert.Equal([201, 200, 200, 204, 201], response.Select(result => (int)result.StatusCode));
        Assert.Equal(1, (int?)response.GetOperationResultAtIndex<JsonObject>(2).Resource["n"]);
    }

    [Fact]
    public async Task Without_content_response_results_have_no_body()
    {
        var container = await fixture.ContainerAsync();

        using var response = await container.CreateTransactionalBatch(Oslo)
            .CreateItem(Cat("1"), new TransactionalBatchItemRequestOptions { EnableContentResponseOnWrite = false }).ExecuteAsync(Token);

        Assert.Null(response[0].ResourceStream);
        Assert.NotEmpty(response[0].ETag);
    }

    [Fact]
    public async Task A_hundred_operations_are_done_and_one_more_refused()
    {
        var container = await fixture.ContainerAsync();
        var hundred = container.CreateTransactionalBatch(Oslo);
        var more = container.CreateTransactionalBatch(Oslo);
        for (var i = 0; i < 101; i++)
        {
            hundred = i < 100 ? hundred.CreateItem(Cat($"a{i}")) : hundred;
            more = more.CreateItem(Cat($"b{i}"));
        }

        using var done = await hundred.ExecuteAsync(Token);
        using var refused = await more.ExecuteAsync(Token);

        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Bulk_operations_each_have_their_own_outcome()
    {
        var container = await fixture.ContainerAsync();
        using var client = EmulatorFixture.Connect(fixture.Emulator, options => options.AllowBulkExecution = true);
        var bulk = client.GetContainer("db", container.Id);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            // Every second id is there twice.
            using var response = await bulk.CreateItemStreamAsync(
                EmulatorFixture.Body($$"""{"id":"{{i / 2}}","pk":"p{{i / 2 % 3}}"}"""), new PartitionKey($"p{i / 2 % 3}"), cancellationToken: Token);
            return response.StatusCode;
        }));

        Assert.Equal(25, statuses.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(25, statuses.Count(status => status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_batch_in_JSON_is_answered_in_JSON()
    {
        var container = await fixture.ContainerAsync();
        const string Body = """
            [{"operationType":"Create","resourceBody":{"id":"1","pk":"oslo","n":1}},
             {"operationType":"Patch","id":"1","resourceBody":{"operations":[{"op":"incr","path":"/n","value":1}]}},
             {"operationType":"Read","id":"1"}]
            """;

        using var response = await fixture.SendAsync(
            "POST",
            $"dbs/db/colls/{container.Id}/docs",
            Body,
            ("x-ms-cosmos-is-batch-request", "true"),
            ("x-ms-cosmos-batch-atomic", "true"),
            ("x-ms-documentdb-partitionkey", """["oslo"]"""));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var results = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!.AsArray();
        Assert.Equal([201, 200, 200], results.Select(result => (int?)result!["statusCode"]));
        Assert.Equal(2, (int?)results[2]!["resourceBody"]!["n"]);
    }

    private static JsonObject Cat(string id, string name = "Tom") => PointOperationTests.Cat(id, name);
}
