using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Support;
using Virga.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>The change feed of all versions and deletes.</summary>
public sealed class AllVersionsTests : IAsyncDisposable
{
    private readonly EmulatorFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Every_version_and_delete_comes_in_order(int pageSize)
    {
        var container = await _fixture.ContainerAsync();
        await container.CreateItemAsync(PointOperationTests.Cat("0", "Ann"), cancellationToken: Token);
        var (none, start) = await DrainAsync(container, ChangeFeedStartFrom.Now(), pageSize);

        await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), cancellationToken: Token);
        await container.UpsertItemAsync(PointOperationTests.Cat("1", "Tim"), cancellationToken: Token);
        await container.PatchItemAsync<JsonObject>("0", new PartitionKey("oslo"), [PatchOperation.Set("/name", "Bob")], cancellationToken: Token);
        await container.DeleteItemAsync<JsonObject>("1", new PartitionKey("oslo"), cancellationToken: Token);
        using var failed = await container.CreateTransactionalBatch(new PartitionKey("oslo"))
            .CreateItem(PointOperationTests.Cat("2", "Ida")).CreateItem(PointOperationTests.Cat("0", "Ida")).ExecuteAsync(Token);
        var (changes, token) = await DrainAsync(container, ChangeFeedStartFrom.ContinuationToken(start), pageSize);
        var (after, _) = await DrainAsync(container, ChangeFeedStartFrom.ContinuationToken(token), pageSize);

        Assert.Empty(none);
        Assert.Empty(after);
        Assert.Equal(
            [ChangeFeedOperationType.Create, ChangeFeedOperationType.Replace, ChangeFeedOperationType.Replace, ChangeFeedOperationType.Delete],
            changes.Select(change => change.Metadata.OperationType));
        Assert.Equal(["Tom", "Tim", "Bob", null], changes.Select(change => (string?)change.Current["name"]));
        Assert.Equal(0, changes[0].Metadata.PreviousLsn);
        Assert.Equal(changes[0].Metadata.Lsn, changes[1].Metadata.PreviousLsn);
        Assert.Equal(changes[1].Metadata.Lsn, changes[3].Metadata.PreviousLsn);
        Assert.Equal("Tim", (string?)changes[3].Previous["name"]);
        Assert.Equal(("1", "oslo"), (changes[3].Metadata.Id, changes[3].Metadata.PartitionKey["pk"].ToString()));
        Assert.False(changes[3].Metadata.IsTimeToLiveExpired);
        Assert.Equal(_fixture.Clock.GetUtcNow().UtcDateTime, changes[0].Metadata.ConflictResolutionTimestamp);
    }

    [Fact]
    public async Task An_expired_document_is_a_delete_that_says_so()
    {
        var container = await _fixture.ContainerAsync(configure: properties => properties.DefaultTimeToLive = 10);
        var (_, start) = await DrainAsync(container, ChangeFeedStartFrom.Now());
        await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), cancellationToken: Token);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(11));

        var (changes, _) = await DrainAsync(container, ChangeFeedStartFrom.ContinuationToken(start));

        Assert.Equal([ChangeFeedOperationType.Create, ChangeFeedOperationType.Delete], changes.Select(change => change.Metadata.OperationType));
        Assert.True(changes[1].Metadata.IsTimeToLiveExpired);
        Assert.Equal("Tom", (string?)changes[1].Previous["name"]);
    }

    [Fact]
    public async Task The_beginning_and_a_time_are_refused()
    {
        var container = await _fixture.ContainerAsync();
        foreach (var start in (ChangeFeedStartFrom[])[ChangeFeedStartFrom.Beginning(), ChangeFeedStartFrom.Time(DateTime.UtcNow)])
        {
            using var iterator = container.GetChangeFeedStreamIterator(start, ChangeFeedMode.AllVersionsAndDeletes);
            using var response = await iterator.ReadNextAsync(Token);

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Versions_older_than_the_retention_are_forgotten_and_their_tokens_refused()
    {
        var container = await _fixture.ContainerAsync();
        var (_, start) = await DrainAsync(container, ChangeFeedStartFrom.Now());
        await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), cancellationToken: Token);
        _fixture.Clock.Advance(TimeSpan.FromDays(8));
        await container.CreateItemAsync(PointOperationTests.Cat("2", "Tom"), cancellationToken: Token);

        using var iterator = container.GetChangeFeedStreamIterator(ChangeFeedStartFrom.ContinuationToken(start), ChangeFeedMode.AllVersionsAndDeletes);
        using var response = await iterator.ReadNextAsync(Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_processor_hears_of_every_version_over_a_split()
    {
        var container = await _fixture.ContainerAsync();
        var leases = await _fixture.ContainerAsync("/id");
        var heard = new ConcurrentQueue<ChangeFeedItem<JsonObject>>();
        var processor = container.GetChangeFeedProcessorBuilderWithAllVersionsAndDeletes<JsonObject>("versions", (_, changes, _) =>
            {
                foreach (var change in changes)
                {
                    heard.Enqueue(change);
                }

                return Task.CompletedTask;
            })
            .WithInstanceName("one").WithLeaseContainer(leases).WithPollInterval(TimeSpan.FromMilliseconds(20)).Build();
        // "Now" is when the first read is answered, which it is once there is a second.
        var reads = 0;
        _fixture.Emulator.Faults.Next(CosmosFault.Unavailable, when: (method, path) => method == "GET" && path.EndsWith($"{container.Id}/docs", StringComparison.Ordinal) && Interlocked.Increment(ref reads) < 0);
        await processor.StartAsync();
        await Eventually.True(() => Volatile.Read(ref reads) > 1, "a second read", cancellationToken: Token);

        await WriteAsync(container, 0, 10);
        await _fixture.Emulator.SplitAsync("db", container.Id);
        await WriteAsync(container, 10, 10);
        await Eventually.True(() => heard.Count >= 40, "all changes", cancellationToken: Token);
        await processor.StopAsync();

        Assert.Equal(40, heard.Count);
        Assert.Equal(20, heard.Count(change => change.Metadata.OperationType == ChangeFeedOperationType.Delete));
        Assert.Equal(2, (await LeasesAsync(leases)).Count);
    }

    private static async Task<List<JsonObject>> LeasesAsync(Container leases)
    {
        var found = new List<JsonObject>();
        using var iterator = leases.GetItemQueryIterator<JsonObject>("SELECT * FROM c WHERE IS_DEFINED(c.LeaseToken)");
        while (iterator.HasMoreResults)
        {
            found.AddRange(await iterator.ReadNextAsync(Token));
        }

        return found;
    }

    private static async Task WriteAsync(Container container, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom", $"p{i}"), cancellationToken: Token);
            await container.DeleteItemAsync<JsonObject>("1", new PartitionKey($"p{i}"), cancellationToken: Token);
        }
    }

    private static async Task<(List<ChangeFeedItem<JsonObject>> Changes, string Token)> DrainAsync(Container container, ChangeFeedStartFrom start, int pageSize = 100)
    {
        var changes = new List<ChangeFeedItem<JsonObject>>();
        using var iterator = container.GetChangeFeedIterator<ChangeFeedItem<JsonObject>>(start, ChangeFeedMode.AllVersionsAndDeletes, new() { PageSizeHint = pageSize });
        while (true)
        {
            var page = await iterator.ReadNextAsync(Token);
            if (page.StatusCode == HttpStatusCode.NotModified)
            {
                return (changes, page.ContinuationToken);
            }

            changes.AddRange(page);
        }
    }
}
