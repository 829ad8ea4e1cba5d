using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

/// <summary>Databases, containers and their throughput.</summary>
public sealed class ResourceTests : IAsyncDisposable
{
    private readonly EmulatorFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Throughput_of_a_container_is_read_and_replaced()
    {
        Database database = await _fixture.Client.CreateDatabaseAsync("db", cancellationToken: Token);
        Container standard = await database.CreateContainerAsync("standard", "/pk", cancellationToken: Token);
        Container manual = await database.CreateContainerAsync("manual", "/pk", 1000, cancellationToken: Token);
        Container autoscale = await database.CreateContainerAsync(new ContainerProperties("auto", "/pk"), ThroughputProperties.CreateAutoscaleThroughput(4000), cancellationToken: Token);

        Assert.Equal(400, await standard.ReadThroughputAsync(Token));
        Assert.Equal(1000, await manual.ReadThroughputAsync(Token));
        var replaced = await manual.ReplaceThroughputAsync(1200, cancellationToken: Token);
        Assert.Equal((1200, 400, false), (replaced.Resource.Throughput, replaced.MinThroughput, replaced.IsReplacePending));
        Assert.Equal(1200, await manual.ReadThroughputAsync(Token));
        await autoscale.ReplaceThroughputAsync(ThroughputProperties.CreateAutoscaleThroughput(5000), cancellationToken: Token);
        Assert.Equal(5000, (await autoscale.ReadThroughputAsync(new RequestOptions(), Token)).Resource.AutoscaleMaxThroughput);
        await PointOperationTests.RefusedAsync(HttpStatusCode.BadRequest, 0, () => manual.ReplaceThroughputAsync(450, cancellationToken: Token));
        await PointOperationTests.RefusedAsync(HttpStatusCode.BadRequest, 0, () => manual.ReplaceThroughputAsync(ThroughputProperties.CreateAutoscaleThroughput(4000), cancellationToken: Token));
    }

    [Fact]
    public async Task Throughput_of_a_database_is_shared_by_containers_without_their_own()
    {
        Database database = await _fixture.Client.CreateDatabaseAsync("shared", 600, cancellationToken: Token);
        Container container = await database.CreateContainerAsync("c", "/pk", cancellationToken: Token);

        Assert.Equal(600, await database.ReadThroughputAsync(Token));
        await database.ReplaceThroughputAsync(700, cancellationToken: Token);
        Assert.Equal(700, await database.ReadThroughputAsync(Token));
        Assert.Null(await container.ReadThroughputAsync(Token));
    }

    [Fact]
    public async Task Databases_and_containers_are_listed_and_queried_page_by_page()
    {
        foreach (var id in (string[])["a", "b", "c"])
        {
            Database database = await _fixture.Client.CreateDatabaseAsync(id, cancellationToken: Token);
            await database.CreateContainerAsync($"{id}1", "/pk", cancellationToken: Token);
            await database.CreateContainerAsync($"{id}2", "/key", cancellationToken: Token);
        }

        var two = new QueryRequestOptions { MaxItemCount = 2 };
        var inB = _fixture.Client.GetDatabase("b");
        Assert.Equal(["a", "b", "c"], await ReadAsync(_fixture.Client.GetDatabaseQueryIterator<DatabaseProperties>(requestOptions: two), database => database.Id));
        Assert.Equal(["b", "c"], await ReadAsync(_fixture.Client.GetDatabaseQueryIterator<DatabaseProperties>("SELECT * FROM d WHERE d.id > 'a'", requestOptions: new() { MaxItemCount = 1 }), database => database.Id));
        Assert.Equal(["b1", "b2"], await ReadAsync(inB.GetContainerQueryIterator<ContainerProperties>(requestOptions: new() { MaxItemCount = 1 }), container => container.Id));
        Assert.Equal(["/key"], await ReadAsync(
            inB.GetContainerQueryIterator<ContainerProperties>(new QueryDefinition("SELECT * FROM c WHERE c.id = @id").WithParameter("@id", "b2")), container => container.PartitionKeyPath));
    }

    [Fact]
    public async Task All_documents_of_a_partition_are_deleted_at_once()
    {
        var container = await _fixture.ContainerAsync();
        foreach (var (id, key) in (ValueTuple<string, string>[])[("1", "oslo"), ("2", "oslo"), ("1", "rome")])
        {
            await container.CreateItemAsync(PointOperationTests.Cat(id, "Tom", key), cancellationToken: Token);
        }

        using var deleted = await container.DeleteAllItemsByPartitionKeyStreamAsync(new PartitionKey("oslo"), cancellationToken: Token);

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(["rome"], await ReadAsync(container.GetItemQueryIterator<JsonObject>("SELECT * FROM c"), document => (string)document["pk"]!));
    }

    [Theory]
    [InlineData(PartitionKeyDefinitionVersion.V1, 101, HttpStatusCode.Created)]
    [InlineData(PartitionKeyDefinitionVersion.V1, 102, HttpStatusCode.BadRequest)]
    [InlineData(PartitionKeyDefinitionVersion.V2, 2048, HttpStatusCode.Created)]
    [InlineData(PartitionKeyDefinitionVersion.V2, 2049, HttpStatusCode.BadRequest)]
    public async Task A_partition_key_is_only_so_long(PartitionKeyDefinitionVersion version, int length, HttpStatusCode status)
    {
        var container = await _fixture.ContainerAsync(configure: properties => properties.PartitionKeyDefinitionVersion = version);
        var key = new string('x', length);

        using var response = await container.CreateItemStreamAsync(EmulatorFixture.Body($$"""{"id":"1","pk":"{{key}}"}"""), new PartitionKey(key), cancellationToken: Token);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_document_of_two_megabytes_is_the_largest()
    {
        var container = await _fixture.ContainerAsync();
        const string Frame = """{"id":"1","pk":"oslo","text":""}""";
        foreach (var (size, status) in new[] { (2 * 1024 * 1024, HttpStatusCode.Created), ((2 * 1024 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge) })
        {
            using var response = await container.UpsertItemStreamAsync(
                EmulatorFixture.Body(Frame.Replace("\"\"", $"\"{new string('x', size - Frame.Length)}\"", StringComparison.Ordinal)), new PartitionKey("oslo"), cancellationToken: Token);

            Assert.Equal(status, response.StatusCode);
        }
    }

    private static async Task<List<TResult>> ReadAsync<T, TResult>(FeedIterator<T> iterator, Func<T, TResult> select)
    {
        var results = new List<TResult>();
        using (iterator)
        {
            while (iterator.HasMoreResults)
            {
                results.AddRange((await iterator.ReadNextAsync(Token)).Select(select));
            }
        }

        return results;
    }
}
