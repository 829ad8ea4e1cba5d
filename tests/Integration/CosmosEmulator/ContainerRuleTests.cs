using System.Collections.ObjectModel;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

/// <summary>What a container's definition does to its documents: expiry, unique keys, hierarchical keys, composite indexes.</summary>
public sealed class ContainerRuleTests : IAsyncDisposable
{
    private readonly EmulatorFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(null, 5, 1000, true)]
    [InlineData(-1, null, 1000, true)]
    [InlineData(-1, 5, 4.9, true)]
    [InlineData(-1, 5, 5, false)]
    [InlineData(10, null, 9.9, true)]
    [InlineData(10, null, 10, false)]
    [InlineData(10, 20, 15, true)]
    [InlineData(10, 20, 20, false)]
    [InlineData(10, -1, 1000, true)]
    public async Task A_document_is_gone_to_the_second(int? standard, int? own, double seconds, bool isThere)
    {
        var container = await _fixture.ContainerAsync(configure: properties => properties.DefaultTimeToLive = standard);
        var document = PointOperationTests.Cat("1", "Tom");
        if (own is not null)
        {
            document["ttl"] = own;
        }

        await container.CreateItemAsync(document, cancellationToken: Token);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(seconds));

        using var read = await container.ReadItemStreamAsync("1", new PartitionKey("oslo"), cancellationToken: Token);
        using var query = container.GetItemQueryIterator<int>("SELECT VALUE COUNT(1) FROM c");
        var count = (await query.ReadNextAsync(Token)).Single();
        using var created = await container.CreateItemStreamAsync(EmulatorFixture.Body("""{"id":"1","pk":"oslo"}"""), new PartitionKey("oslo"), cancellationToken: Token);
        Assert.Equal(isThere ? HttpStatusCode.OK : HttpStatusCode.NotFound, read.StatusCode);
        Assert.Equal(isThere ? 1 : 0, count);
        Assert.Equal(isThere ? HttpStatusCode.Conflict : HttpStatusCode.Created, created.StatusCode);
    }

    [Fact]
    public async Task Unique_keys_hold_in_a_partition_through_every_kind_of_write()
    {
        var container = await _fixture.ContainerAsync(configure: properties =>
            properties.UniqueKeyPolicy = new UniqueKeyPolicy { UniqueKeys = { new UniqueKey { Paths = { "/name", "/address/zip" } } } });
        await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), cancellationToken: Token);

        await ConflictAsync(() => container.CreateItemAsync(PointOperationTests.Cat("2", "Tom"), cancellationToken: Token));
        await container.CreateItemAsync(PointOperationTests.Cat("2", "Tom", "rome"), cancellationToken: Token);
        await container.CreateItemAsync(PointOperationTests.Cat("3", "Tim"), cancellationToken: Token);
        await ConflictAsync(() => container.UpsertItemAsync(PointOperationTests.Cat("3", "Tom"), cancellationToken: Token));
        await ConflictAsync(() => container.PatchItemAsync<JsonObject>("3", new PartitionKey("oslo"), [PatchOperation.Set("/name", "Tom")], cancellationToken: Token));
        await container.ReplaceItemAsync(PointOperationTests.Cat("1", "Jim"), "1", cancellationToken: Token);
        await container.UpsertItemAsync(PointOperationTests.Cat("3", "Tom"), cancellationToken: Token);
        await container.DeleteItemAsync<JsonObject>("3", new PartitionKey("oslo"), cancellationToken: Token);
        await container.CreateItemAsync(PointOperationTests.Cat("4", "Tom"), cancellationToken: Token);
    }

    [Fact]
    public async Task Absent_values_of_a_unique_key_are_equal_and_an_expired_document_frees_its_own()
    {
        var container = await _fixture.ContainerAsync(configure: properties =>
        {
            properties.DefaultTimeToLive = 10;
            properties.UniqueKeyPolicy = new UniqueKeyPolicy { UniqueKeys = { new UniqueKey { Paths = { "/email" } } } };
        });
        await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), cancellationToken: Token);

        await ConflictAsync(() => container.CreateItemAsync(PointOperationTests.Cat("2", "Tim"), cancellationToken: Token));
        _fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        await container.CreateItemAsync(PointOperationTests.Cat("2", "Tim"), cancellationToken: Token);
    }

    [Fact]
    public async Task A_batch_that_fails_keeps_no_unique_keys()
    {
        var container = await _fixture.ContainerAsync(configure: properties =>
            properties.UniqueKeyPolicy = new UniqueKeyPolicy { UniqueKeys = { new UniqueKey { Paths = { "/name" } } } });

        using var batch = await container.CreateTransactionalBatch(new PartitionKey("oslo"))
            .CreateItem(PointOperationTests.Cat("1", "Tom")).CreateItem(PointOperationTests.Cat("2", "Tom")).ExecuteAsync(Token);
        await container.CreateItemAsync(PointOperationTests.Cat("3", "Tom"), cancellationToken: Token);

        Assert.Equal(HttpStatusCode.Conflict, batch.StatusCode);
    }

    [Fact]
    public async Task A_hierarchical_key_is_whole_for_points_and_may_be_a_prefix_for_queries()
    {
        Database database = await _fixture.Client.CreateDatabaseIfNotExistsAsync("db", cancellationToken: Token);
        Container container = await database.CreateContainerAsync(new ContainerProperties("hpk", new List<string> { "/tenant", "/user", "/n" }), cancellationToken: Token);
        foreach (var (tenant, user, n) in new[] { ("a", "x", 1), ("a", "x", 2), ("a", "y", 1), ("b", "x", 1), ("ab", "x", 1) })
        {
            var document = new JsonObject { ["id"] = "1", ["tenant"] = tenant, ["user"] = user, ["n"] = n };
            await container.CreateItemAsync(document, new PartitionKeyBuilder().Add(tenant).Add(user).Add(n).Build(), cancellationToken: Token);
        }

        var read = await container.ReadItemAsync<JsonObject>("1", new PartitionKeyBuilder().Add("a").Add("x").Add(2).Build(), cancellationToken: Token);

        Assert.Equal(2, (int?)read.Resource["n"]);
        Assert.Equal(1, await CountAsync(container, new PartitionKeyBuilder().Add("a").Add("x").Add(2).Build()));
        Assert.Equal(2, await CountAsync(container, new PartitionKeyBuilder().Add("a").Add("x").Build()));
        Assert.Equal(3, await CountAsync(container, new PartitionKeyBuilder().Add("a").Build()));
        Assert.Equal(5, await CountAsync(container, null));
    }

    [Theory]
    [InlineData("ORDER BY c.a, c.b DESC", true)]
    [InlineData("ORDER BY c.a DESC, c.b", true)]
    [InlineData("ORDER BY c.a, c.b", false)]
    [InlineData("ORDER BY c.b DESC, c.a", false)]
    public async Task Two_orders_need_a_composite_index(string order, bool isServed)
    {
        var container = await _fixture.ContainerAsync(configure: properties => properties.IndexingPolicy.CompositeIndexes.Add(new Collection<CompositePath>
        {
            new() { Path = "/a", Order = CompositePathSortOrder.Ascending },
            new() { Path = "/b", Order = CompositePathSortOrder.Descending },
        }));

        using var iterator = container.GetItemQueryStreamIterator($"SELECT * FROM c {order}");
        using var page = await iterator.ReadNextAsync(Token);

        Assert.Equal(isServed ? HttpStatusCode.OK : HttpStatusCode.BadRequest, page.StatusCode);
    }

    private static async Task<int> CountAsync(Container container, PartitionKey? key)
    {
        using var iterator = container.GetItemQueryIterator<JsonObject>("SELECT * FROM c", requestOptions: new QueryRequestOptions { PartitionKey = key, MaxItemCount = 2 });
        var count = 0;
        while (iterator.HasMoreResults)
        {
            count += (await iterator.ReadNextAsync(Token)).Count;
        }

        return count;
    }

    private static Task ConflictAsync(Func<Task> write) => PointOperationTests.RefusedAsync(HttpStatusCode.Conflict, 0, write);
}
