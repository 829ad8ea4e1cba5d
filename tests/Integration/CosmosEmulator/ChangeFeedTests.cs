using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Support;
using Virga.CosmosEmulator;

namespace Integration.CosmosEmulator;

public sealed class ChangeFeedTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task From_the_beginning_comes_each_document_once_in_the_order_of_its_last_write(int pageSize)
    {
        var container = await fixture.ContainerAsync();
        await WriteAsync(container, "1", "2", "3", "1", "4");

        var (ids, token) = await DrainAsync(container, ChangeFeedStartFrom.Beginning(), pageSize);
        await WriteAsync(container, "2");
        var (more, _) = await DrainAsync(container, ChangeFeedStartFrom.ContinuationToken(token), pageSize);

        Assert.Equal(["2", "3", "1", "4"], ids);
        Assert.Equal(["2"], more);
    }

    [Fact]
    public async Task From_now_comes_only_what_is_written_later()
    {
        var container = await fixture.ContainerAsync();
        await WriteAsync(container, "1");

        var (none, token) = await DrainAsync(container, ChangeFeedStartFrom.Now());
        await WriteAsync(container, "2");
        var (ids, _) = await DrainAsync(container, ChangeFeedStartFrom.ContinuationToken(token));

        Assert.Empty(none);
        Assert.Equal(["2"], ids);
    }

    [Fact]
    public async Task From_a_time_comes_what_was_written_since()
    {
        var container = await fixture.ContainerAsync();
        await WriteAsync(container, "1");
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        var start = fixture.Clock.GetUtcNow().UtcDateTime;
        await WriteAsync(container, "2");

        var (ids, _) = await DrainAsync(container, ChangeFeedStartFrom.Time(start));

        Assert.Equal(["2"], ids);
    }

    [Fact]
    public async Task A_partition_has_its_own_feed()
    {
        var container = await fixture.ContainerAsync();
        await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), cancellationToken: Token);
        await container.CreateItemAsync(PointOperationTests.Cat("2", "Tom", "rome"), cancellationToken: Token);

        var (ids, _) = await DrainAsync(container, ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(new PartitionKey("rome"))));

        Assert.Equal(["2"], ids);
    }

    [Fact]
    public async Task Deleted_documents_leave_the_feed_and_the_token_moves_on()
    {
        var container = await fixture.ContainerAsync();
        await WriteAsync(container, "1");
        await container.DeleteItemAsync<JsonObject>("1", new PartitionKey("oslo"), cancellationToken: Token);

        var (ids, token) = await DrainAsync(container, ChangeFeedStartFrom.Beginning());
        await WriteAsync(container, "1");
        var (again, _) = await DrainAsync(container, ChangeFeedStartFrom.ContinuationToken(token));

        Assert.Empty(ids);
        Assert.Equal(["1"], again);
    }

    [Fact]
    public async Task Documents_carry_the_sequence_number_of_their_change()
    {
        var container = await fixture.ContainerAsync();
        await WriteAsync(container, "1", "2");

        using var response = await fixture.SendAsync("GET", $"dbs/db/colls/{container.Id}/docs", null, ("A-IM", "Incremental Feed"));
        var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["Documents"]!.AsArray();

        var last = (long)page[1]!["_lsn"]!;
        Assert.True(last > (long)page[0]!["_lsn"]!);
        Assert.Equal($"\"{last}\"", response.Headers.ETag!.Tag);
        Assert.Equal("2", response.Headers.GetValues("x-ms-item-count").Single());
    }

    [Fact]
    public async Task A_processor_delivers_every_change_and_goes_on_where_it_stopped()
    {
        var container = await fixture.ContainerAsync();
        var leases = await fixture.ContainerAsync("/id");
        await WriteAsync(container, "1", "2");

        var first = await RunProcessorAsync(container, leases, 2);
        await WriteAsync(container, "3");
        var second = await RunProcessorAsync(container, leases, 1);

        Assert.Equal(["1", "2"], first);
        Assert.Equal(["3"], second);
    }

    [Fact]
    public async Task Two_processors_share_the_ranges_and_lose_nothing_over_a_split()
    {
        var container = await fixture.ContainerAsync();
        var leases = await fixture.ContainerAsync("/id");
        await fixture.Emulator.SplitAsync("db", container.Id);
        var seen = new ConcurrentDictionary<string, int>();
        var processors = Enumerable.Range(0, 2).Select(instance => container.GetChangeFeedProcessorBuilder<JsonObject>("shared", (changes, _) =>
            {
                foreach (var change in changes)
                {
                    seen.TryAdd((string)change["id"]!, instance);
                }

                return Task.CompletedTask;
            })
            .WithInstanceName($"host {instance}").WithLeaseContainer(leases).WithMaxItems(3).WithPollInterval(TimeSpan.FromMilliseconds(20))
            .WithLeaseConfiguration(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5))
            .WithStartTime(DateTime.MinValue.ToUniversalTime()).Build()).ToList();
        // One after the other: who finds the leases being made waits 15 seconds.
        foreach (var processor in processors)
        {
            await processor.StartAsync();
        }

        await Eventually.True(async () => await OwnersAsync(leases) == 2, "two owners of leases", cancellationToken: Token);

        for (var i = 0; i < 60; i++)
        {
            await container.CreateItemAsync(PointOperationTests.Cat($"{i}", "Tom", $"p{i}"), cancellationToken: Token);
            if (i == 30)
            {
                await fixture.Emulator.SplitAsync("db", container.Id);
            }
        }

        await Eventually.True(() => seen.Count == 60, "all changes", cancellationToken: Token);
        await Task.WhenAll(processors.Select(processor => processor.StopAsync()));

        Assert.Equal(3, await LeasesAsync(leases));
    }

    private static async Task<int> LeasesAsync(Container leases)
    {
        using var iterator = leases.GetItemQueryIterator<string>("SELECT VALUE c.id FROM c WHERE IS_DEFINED(c.LeaseToken)");
        return (await iterator.ReadNextAsync(Token)).Count;
    }

    private static async Task<int> OwnersAsync(Container leases)
    {
        using var iterator = leases.GetItemQueryIterator<string>("SELECT DISTINCT VALUE c.Owner FROM c WHERE IS_DEFINED(c.LeaseToken) AND IS_STRING(c.Owner)");
        return (await iterator.ReadNextAsync(Token)).Count;
    }

    [Fact]
    public async Task A_listener_hears_of_every_commit()
    {
        var container = await fixture.ContainerAsync();
        var commits = new List<CosmosCommit>();
        using (fixture.Emulator.OnCommit(commit =>
        {
            if (commit.Container == container.Id)
            {
                commits.Add(commit);
            }
        }))
        {
            await WriteAsync(container, "1", "2");
        }

        await WriteAsync(container, "3");

        Assert.Equal(2, commits.Count);
        Assert.Equal("db", commits[0].Database);
        Assert.True(commits[1].Lsn > commits[0].Lsn);
    }

    private static async Task<List<string>> RunProcessorAsync(Container container, Container leases, int expected)
    {
        var ids = new List<string>();
        var done = new TaskCompletionSource();
        var processor = container.GetChangeFeedProcessorBuilder<JsonObject>("test", (changes, _) =>
            {
                lock (ids)
                {
                    ids.AddRange(changes.Select(change => (string)change["id"]!));
                    if (ids.Count >= expected)
                    {
                        done.TrySetResult();
                    }
                }

                return Task.CompletedTask;
            })
            .WithInstanceName("one")
            .WithLeaseContainer(leases)
            .WithStartTime(DateTime.MinValue.ToUniversalTime())
            .WithPollInterval(TimeSpan.FromMilliseconds(20))
            .Build();
        await processor.StartAsync();
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await processor.StopAsync();
        return ids;
    }

    private static async Task WriteAsync(Container container, params string[] ids)
    {
        foreach (var id in ids)
        {
            await container.UpsertItemAsync(PointOperationTests.Cat(id, "Tom"), new PartitionKey("oslo"), cancellationToken: Token);
        }
    }

    private static async Task<(List<string> Ids, string Token)> DrainAsync(Container container, ChangeFeedStartFrom start, int pageSize = 100)
    {
        var ids = new List<string>();
        using var iterator = container.GetChangeFeedIterator<JsonObject>(start, ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = pageSize });
        while (true)
        {
            var page = await iterator.ReadNextAsync(Token);
            if (page.StatusCode == HttpStatusCode.NotModified)
            {
                return (ids, page.ContinuationToken);
            }

            Assert.True(page.Count <= pageSize);
            ids.AddRange(page.Select(document => (string)document["id"]!));
        }
    }
}
