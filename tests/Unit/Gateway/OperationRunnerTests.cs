using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Virga.Documents;
using Virga.Gateway;
using Virga.Notifications;

namespace Unit.Gateway;

public sealed class OperationRunnerTests : IAsyncLifetime
{
    private readonly Queue<(string Id, TimeSpan Delay)> _queued = new();
    private readonly Mock<IMessageQueue> _queue = new();
    private readonly Work _work = new();
    private TestGateway _gateway = null!;

    private OperationRunner Runner => _gateway.Services.GetRequiredService<OperationRunner>();

    public async ValueTask InitializeAsync()
    {
        _queue.Setup(queue => queue.SendAsync(OperationRunner.Queue, It.IsAny<BinaryData>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .Callback((string _, BinaryData id, TimeSpan delay, CancellationToken _) => _queued.Enqueue((id.ToString(), delay)))
            .Returns(Task.CompletedTask);
        _gateway = await TestGateway.StartAsync(
            [
                TestFunction.Of("Start", "post", "works", [AllowAnonymous, Accepts<Order>] (context) => Virga.Gateway.Integration.Accept<Order, Work>()),
                TestFunction.Of("GetOperation", "get head", "operations/{id}", [AllowAnonymous] async Task<object?> (HttpContext context) =>
                    await context.RequestServices.GetRequiredService<Operations>().GetAsync(context.Request, (string)context.Request.RouteValues["id"]!)),
            ],
            services =>
            {
                services.AddSingleton<IDocumentStore>(new MemoryStore());
                services.AddDocuments();
                services.AddSingleton(_queue.Object);
                services.AddSingleton(_work);
                services.AddOperation<Order, Work>("work");
            });
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task An_attempt_that_fails_is_made_again_later_and_later_and_at_last_no_more()
    {
        _work.Does = (_, _) => throw new InvalidOperationException("broken");
        var id = await StartAsync();
        var delays = new List<double>();

        while (_queued.TryDequeue(out var next))
        {
            delays.Add(next.Delay.TotalSeconds);
            await Runner.RunAsync(next.Id, TestContext.Current.CancellationToken);
        }

        var status = await StatusAsync(id);
        Assert.Equal([0, 2, 4, 8, 16], delays);
        Assert.Equal("failed", (string?)status["state"]);
        Assert.Equal("operation-failed", (string?)status["errorCode"]);
        Assert.DoesNotContain("broken", status.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4, 5], _work.Attempts);
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        _work.Does = (_, _) => throw new GatewayException(409, "sold-out", "There are none left.");
        var id = await StartAsync();

        await Runner.RunAsync(id, TestContext.Current.CancellationToken);

        var status = await StatusAsync(id);
        Assert.Equal(("failed", "sold-out", "There are none left."), ((string?)status["state"], (string?)status["errorCode"], (string?)status["error"]));
        Assert.Single(_work.Attempts);
    }

    [Fact]
    public async Task A_finished_operation_names_its_result_and_runs_no_more()
    {
        _work.Does = (order, context) => OperationOutcome.At($"/api/parcels/{order.Item}");
        var id = await StartAsync();

        await Runner.RunAsync(id, TestContext.Current.CancellationToken);
        await Runner.RunAsync(id, TestContext.Current.CancellationToken);

        using var response = await _gateway.SendAsync("GET", $"/api/operations/{id}");
        Assert.Equal("</api/parcels/fish>; rel=\"result\"", response.Headers.GetValues("Link").Single());
        Assert.Null(response.Headers.RetryAfter);
        Assert.Single(_work.Attempts);
    }

    [Fact]
    public async Task An_operation_that_runs_elsewhere_waits_for_its_lease_and_is_taken_over_after_it()
    {
        _work.Does = (_, _) => throw new OperationCanceledException(new CancellationToken(canceled: true));
        var id = await StartAsync();
        _queued.Clear();
        using var dying = new CancellationTokenSource();
        await dying.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner.RunAsync(id, dying.Token));
        _work.Does = (_, _) => OperationOutcome.Done;

        await Runner.RunAsync(id, TestContext.Current.CancellationToken);
        var waiting = _queued.Dequeue();
        _gateway.Time.Advance(waiting.Delay);
        await Runner.RunAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromMinutes(6), waiting.Delay);
        Assert.Equal("succeeded", (string?)(await StatusAsync(id))["state"]);
    }

    [Fact]
    public async Task A_start_without_the_queue_is_accepted_all_the_same()
    {
        _queue.Setup(queue => queue.SendAsync(It.IsAny<string>(), It.IsAny<BinaryData>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>())).ThrowsAsync(new StorageException("down", isTransient: true));

        using var response = await _gateway.SendAsync("POST", "/api/works", Answers.Body("""{"item":"fish"}"""));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private async Task<string> StartAsync()
    {
        using var response = await _gateway.SendAsync("POST", "/api/works", Answers.Body("""{"item":"fish"}"""));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("2", response.Headers.GetValues("Retry-After").Single());
        return (string)(await response.JsonAsync())["id"]!;
    }

    private async Task<JsonObject> StatusAsync(string id)
    {
        using var response = await _gateway.SendAsync("GET", $"/api/operations/{id}");
        return await response.JsonAsync();
    }

    public sealed record Order(string Item);

    private sealed class Work : IOperationHandler<Order>
    {
        public Func<Order, OperationContext, OperationOutcome> Does { get; set; } = (_, _) => OperationOutcome.Done;

        public List<int> Attempts { get; } = [];

        public Task<OperationOutcome> RunAsync(Order input, OperationContext context, CancellationToken cancellationToken)
        {
            Attempts.Add(context.Attempt);
            return Task.FromResult(Does(input, context));
        }
    }
}
