using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Support;
using Virga.Gateway;
using Virga.Notifications;

namespace Unit.Gateway;

public sealed class NotifyOnAccessTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Told", "get head", "told/{id}", [RequireScope("read"), NotifyOnAccess("api-access")] (context) => Results.Text("hello")),
        TestFunction.Of("Untold", "get head", "untold", [AllowAnonymous] (context) => Results.Text("hello")),
        TestFunction.Of("Health", "get head", "health", [AllowAnonymous] (context) => Results.Text("well")),
    ];

    private readonly ConcurrentQueue<(string Topic, JsonObject Body, IReadOnlyDictionary<string, MessageAttribute> Attributes)> _published = new();
    private readonly Mock<INotifier> _notifier = new();

    public NotifyOnAccessTests() => _notifier
        .Setup(notifier => notifier.PublishBatchAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<BatchEntry>>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync((string topic, IReadOnlyList<BatchEntry> entries, CancellationToken _) =>
        {
            foreach (var entry in entries)
            {
                _published.Enqueue((topic, JsonNode.Parse(entry.Body)!.AsObject(), MessageFactory.Build(entry.Configure).Attributes));
            }

            return new PublishBatchResult([.. entries.Select(entry => new BatchSuccess(entry.Id, "m"))], []);
        });

    [Fact]
    public async Task Each_access_is_told_with_who_what_and_how_it_ended()
    {
        await using var gateway = await StartAsync();

        using var answered = await gateway.SendAsync("GET", "/api/told/7", token: gateway.Token("read"), headers: [("X-Request-Id", "r-1")]);
        using var refused = await gateway.SendAsync("GET", "/api/told/8");
        using var other = await gateway.SendAsync("GET", "/api/untold");
        var told = await PublishedAsync(2);

        Assert.All(told, one => Assert.Equal("api-access", one.Topic));
        var first = told.Single(one => (string?)one.Body["requestId"] == "r-1");
        Assert.Equal("GET", (string?)first.Body["method"]);
        Assert.Equal("api/told/{id}", (string?)first.Body["route"]);
        Assert.Equal("/api/told/7", (string?)first.Body["path"]);
        Assert.Equal("Told", (string?)first.Body["function"]);
        Assert.Equal(200, (int)first.Body["status"]!);
        Assert.Equal("ann", (string?)first.Body["principal"]);
        Assert.Equal(0, (double)first.Body["durationMilliseconds"]!);
        Assert.Equal(["function", "method", "principal", "route", "status"], first.Attributes.Keys.Order(StringComparer.Ordinal));
        var second = told.Single(one => (string?)one.Body["requestId"] != "r-1");
        Assert.Equal(401, (int)second.Body["status"]!);
        Assert.Equal("unauthenticated", (string?)second.Body["errorCode"]);
        Assert.False(second.Attributes.ContainsKey("principal"));
    }

    [Fact]
    public async Task Configuration_tells_of_every_function_but_the_probes()
    {
        await using var gateway = await StartAsync(options => options.Topic = "all-access");

        using var health = await gateway.SendAsync("GET", "/api/health");
        using var untold = await gateway.SendAsync("GET", "/api/untold");
        using var told = await gateway.SendAsync("GET", "/api/told/7");
        var published = await PublishedAsync(3);

        Assert.Equal(["all-access Told", "all-access Untold", "api-access Told"], published.Select(one => $"{one.Topic} {one.Body["function"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_topic_that_fails_fails_no_request()
    {
        _notifier.Setup(notifier => notifier.PublishBatchAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<BatchEntry>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new NotificationException(NotificationErrors.NotFound, "Topic does not exist"));
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/told/7", token: gateway.Token("read"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Eventually.True(
            () => Task.FromResult(gateway.Logs.Of("Virga.Gateway").Any(entry => entry.Text.Contains("api-access", StringComparison.Ordinal))), "the loss is logged", cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_full_queue_drops_and_does_not_wait()
    {
        var stuck = new TaskCompletionSource();
        var told = 0;
        _notifier.Setup(notifier => notifier.PublishBatchAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<BatchEntry>>(), It.IsAny<CancellationToken>()))
            .Returns(async (string _, IReadOnlyList<BatchEntry> entries, CancellationToken _) =>
            {
                told += entries.Count;
                await stuck.Task;
                return new PublishBatchResult([], []);
            });
        var gateway = await StartAsync(options => options.QueueLength = 1);

        for (var request = 0; request < 5; request++)
        {
            using var response = await gateway.SendAsync("GET", "/api/told/7", token: gateway.Token("read"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        stuck.SetResult();
        await gateway.DisposeAsync();
        Assert.InRange(told, 1, 4);
    }

    [Fact]
    public async Task What_waits_is_published_before_the_app_stops()
    {
        var gateway = await StartAsync();
        for (var request = 0; request < 25; request++)
        {
            using var response = await gateway.SendAsync("GET", "/api/told/7");
        }

        await gateway.DisposeAsync();

        Assert.Equal(25, _published.Count);
    }

    [Fact]
    public async Task A_topic_that_cannot_be_notified_is_a_fault()
    {
        var fifo = TestFunction.Of("Ordered", "post", "ordered", [AllowAnonymous, NotifyOnAccess("orders.fifo")] (context) => "never");

        await using var gateway = await TestGateway.StartAsync([fifo]);

        Assert.Contains("'Ordered' has [NotifyOnAccess(\"orders.fifo\")]", gateway.Faults().Single(), StringComparison.Ordinal);
    }

    private Task<TestGateway> StartAsync(Action<AccessNotificationOptions>? configure = null) => TestGateway.StartAsync(Functions, services =>
    {
        services.AddSingleton(_notifier.Object);
        services.Configure<AccessNotificationOptions>(options => configure?.Invoke(options));
    });

    private async Task<List<(string Topic, JsonObject Body, IReadOnlyDictionary<string, MessageAttribute> Attributes)>> PublishedAsync(int count)
    {
        await Eventually.True(() => Task.FromResult(_published.Count >= count), $"{count} accesses are published", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(count, _published.Count);
        return [.. _published];
    }
}
