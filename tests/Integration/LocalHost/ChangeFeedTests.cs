using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Support;
using Virga.Cosmos;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class ChangeFeedTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_start_the_function_without_anybody_polling_and_are_checked_off()
    {
        var folder = Directory.CreateTempSubdirectory("virga-feed");
        var seen = new QueueTests.Seen();
        await using (var host = await StartAsync(seen, folder.FullName, typeof(Watchers)))
        {
            await WriteAsync(host, "a");
            await WriteAsync(host, "b");
            await Eventually.True(() => seen.Count == 6, "both changes at three functions", cancellationToken: Token);
        }

        await using (var host = await StartAsync(seen, folder.FullName, typeof(Watchers)))
        {
            await WriteAsync(host, "c");
            await Eventually.True(() => seen.Count == 9, "the third change at three functions", cancellationToken: Token);
        }

        Assert.Equal(["element a", "element b", "element c", "own a", "own b", "own c", "text a", "text b", "text c"], seen.Sorted);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_function_without_a_lease_sees_earlier_changes_only_when_it_asks_for_them()
    {
        var folder = Directory.CreateTempSubdirectory("virga-feed");
        var seen = new QueueTests.Seen();
        await using (var host = await StartAsync(seen, folder.FullName))
        {
            await WriteAsync(host, "before");
        }

        await using (var host = await StartAsync(seen, folder.FullName, typeof(FromNow), typeof(FromBeginning)))
        {
            await WriteAsync(host, "after");
            await Eventually.True(() => seen.Count == 3, "the changes", cancellationToken: Token);
        }

        Assert.Equal(["beginning after", "beginning before", "now after"], seen.Sorted);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_failed_batch_without_a_retry_attribute_is_lost_as_in_azure()
    {
        var seen = new QueueTests.Seen();
        await using var host = await StartAsync(seen, ":memory:", typeof(Failing));

        await WriteAsync(host, "bad");
        await Eventually.True(() => seen.Count == 1, "the failure", cancellationToken: Token);
        await WriteAsync(host, "good");
        await Eventually.True(() => seen.Count == 2, "the next change", cancellationToken: Token);

        Assert.Equal(["bad 0", "good 0"], seen.Sorted);
    }

    [Fact]
    public async Task A_failed_batch_with_a_retry_attribute_is_tried_again()
    {
        var seen = new QueueTests.Seen();
        await using var host = await StartAsync(seen, ":memory:", typeof(Retried));

        await WriteAsync(host, "bad");

        await Eventually.True(() => seen.Count == 3, "the first try and two more", cancellationToken: Token);
        Assert.Equal(["bad 0", "bad 1", "bad 2"], seen.Sorted);
    }

    [Fact]
    public async Task An_invoker_gives_a_function_items_as_json()
    {
        var seen = new QueueTests.Seen();
        await using var host = await StartAsync(seen, ":memory:", typeof(Watchers));

        await host.Invoker.InvokeAsync("WatchOwn", """[{"id":"1","name":"x"},{"id":"2","name":"y"}]""", Token);
        await host.Invoker.InvokeAsync("WatchOwn", new List<Named> { new("z") }, Token);

        Assert.Equal(["own x", "own y", "own z"], seen.Sorted);
    }

    private static Task<TestHost> StartAsync(QueueTests.Seen seen, string data, params Type[] functions) => TestHost.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton(seen);
            builder.Services.AddVirgaCosmos();
        },
        ["VIRGA_DATA=" + data],
        functions);

    private static async Task WriteAsync(TestHost host, string name)
    {
        await host.Services.GetRequiredService<CosmosProvisioner>().ReadyAsync();
        var container = host.Services.GetRequiredService<CosmosClient>().GetContainer("virga", "documents");
        using var body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new { id = name, _pk = "p", name }));
        using var response = await container.CreateItemStreamAsync(body, new PartitionKey("p"), cancellationToken: Token);
        response.EnsureSuccessStatusCode();
    }

    public sealed record Named(string Name);

    public sealed class Watchers(QueueTests.Seen seen)
    {
        [Function("WatchElement")]
        public void Elements([CosmosDBTrigger("virga", "documents", LeaseContainerPrefix = "a", StartFromBeginning = true)] IReadOnlyList<JsonElement> items)
        {
            foreach (var item in items)
            {
                seen.Add("element " + item.GetProperty("name").GetString());
            }
        }

        [Function("WatchOwn")]
        public async Task Own([CosmosDBTrigger("virga", "documents", LeaseContainerPrefix = "b", StartFromBeginning = true, MaxItemsPerInvocation = 1)] IReadOnlyList<Named> items)
        {
            await Task.Yield();
            foreach (var item in items)
            {
                seen.Add("own " + item.Name);
            }
        }

        [Function("WatchText")]
        public void Text([CosmosDBTrigger("virga", "documents", LeaseContainerPrefix = "c", StartFromBeginning = true)] string[] items)
        {
            foreach (var item in items)
            {
                seen.Add("text " + JsonElement.Parse(item).GetProperty("name").GetString());
            }
        }
    }

    public sealed class FromNow(QueueTests.Seen seen)
    {
        [Function("FromNow")]
        public void Run([CosmosDBTrigger("virga", "documents", LeaseContainerPrefix = "now")] IReadOnlyList<Named> items) => Add(seen, "now", items);
    }

    public sealed class FromBeginning(QueueTests.Seen seen)
    {
        [Function("FromBeginning")]
        public void Run([CosmosDBTrigger("virga", "documents", LeaseContainerPrefix = "old", StartFromBeginning = true)] IReadOnlyList<Named> items) => Add(seen, "beginning", items);
    }

    public sealed class Failing(QueueTests.Seen seen)
    {
        [Function("FailingWatch")]
        public void Run([CosmosDBTrigger("virga", "documents")] IReadOnlyList<Named> items, FunctionContext context) => Fail(seen, items, context);
    }

    public sealed class Retried(QueueTests.Seen seen)
    {
        [Function("RetriedWatch"), FixedDelayRetry(2, "00:00:00.010")]
        public void Run([CosmosDBTrigger("virga", "documents")] IReadOnlyList<Named> items, FunctionContext context) => Fail(seen, items, context);
    }

    private static void Add(QueueTests.Seen seen, string who, IReadOnlyList<Named> items)
    {
        foreach (var item in items)
        {
            seen.Add($"{who} {item.Name}");
        }
    }

    private static void Fail(QueueTests.Seen seen, IReadOnlyList<Named> items, FunctionContext context)
    {
        foreach (var item in items)
        {
            seen.Add($"{item.Name} {context.RetryContext.RetryCount}");
            if (item.Name == "bad")
            {
                throw new InvalidOperationException("broken");
            }
        }
    }
}
