using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class IdempotencyTests
{
    private readonly MemoryStore _store = new();
    private int _runs;

    [Fact]
    public async Task A_repeated_request_is_done_once_and_answered_alike()
    {
        await using var gateway = await StartAsync();

        using var first = await PayAsync(gateway, "\"k1\"");
        using var second = await PayAsync(gateway, "\"k1\"");

        Assert.Equal(1, _runs);
        Assert.Equal((HttpStatusCode.Created, "/payments/1"), (second.StatusCode, second.Headers.Location?.ToString()));
        Assert.Equal(await first.TextAsync(), await second.TextAsync());
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.NotEqual(first.Headers.GetValues("X-Request-Id").Single(), second.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task A_bare_key_is_the_same_key()
    {
        await using var gateway = await StartAsync();

        using var first = await PayAsync(gateway, "\"k1\"");
        using var second = await PayAsync(gateway, "k1");

        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task A_request_without_a_key_is_refused()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/payments", Answers.Body("{}"));

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "idempotency-key-required");
        Assert.Equal([("/Idempotency-Key", "required")], problem.Errors());
        Assert.Equal(0, _runs);
    }

    [Fact]
    public async Task Where_keys_are_optional_a_request_without_one_is_done_each_time()
    {
        await using var gateway = await StartAsync();

        using var first = await gateway.SendAsync("POST", "/api/notes", Answers.Body("{}"));
        using var second = await gateway.SendAsync("POST", "/api/notes", Answers.Body("{}"));

        Assert.Equal(2, _runs);
    }

    [Theory]
    [InlineData("\"open")]
    [InlineData("\"\"")]
    [InlineData("two words")]
    [InlineData("\"a\"; b=1")]
    [InlineData("\"a\", \"b\"")]
    [InlineData("\"caf\u00e9\"")]
    public async Task What_is_no_key_is_refused(string key)
    {
        await using var gateway = await StartAsync();

        using var response = await PayAsync(gateway, key);

        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal(0, _runs);
    }

    [Fact]
    public async Task A_key_is_not_longer_than_255_characters()
    {
        await using var gateway = await StartAsync();

        using var longest = await PayAsync(gateway, new string('k', 255));
        using var longer = await PayAsync(gateway, new string('k', 256));

        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);
        await longer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Theory]
    [InlineData("/api/payments", """{"amount":2}""")]
    [InlineData("/api/payments?dry=1", """{"amount":1}""")]
    public async Task A_key_with_another_request_is_refused(string path, string body)
    {
        await using var gateway = await StartAsync();
        using var first = await PayAsync(gateway, "k1");

        using var response = await gateway.SendAsync("POST", path, Answers.Body(body), headers: [("Idempotency-Key", "k1")]);

        await response.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task While_the_first_runs_the_second_is_told_to_wait()
    {
        var started = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var gateway = await StartAsync(TestFunction.Of("Slow", "post", "slow", [AllowAnonymous, Idempotent] async (context) =>
        {
            started.SetResult();
            await go.Task;
            return "done";
        }));

        var first = gateway.SendAsync("POST", "/api/slow", headers: [("Idempotency-Key", "k1")]);
        await started.Task;
        using var second = await gateway.SendAsync("POST", "/api/slow", headers: [("Idempotency-Key", "k1")]);
        go.SetResult();
        using var answer = await first;

        await second.ShouldBeProblem(HttpStatusCode.Conflict, "idempotency-key-in-use");
        Assert.Equal("1", second.Headers.RetryAfter?.ToString());
        Assert.Equal("done", await answer.TextAsync());
    }

    [Fact]
    public async Task A_run_that_died_frees_its_key_after_the_lease()
    {
        var ends = new Queue<Func<Task<object?>>>();
        var never = new TaskCompletionSource<object?>();
        ends.Enqueue(() => never.Task);
        ends.Enqueue(() => Task.FromResult<object?>("second"));
        await using var gateway = await StartAsync(TestFunction.Of("Frail", "post", "frail", [AllowAnonymous, Idempotent, Timeout(230)] (context) => ends.Dequeue()()));

        var dead = gateway.SendAsync("POST", "/api/frail", headers: [("Idempotency-Key", "k1")]);
        await Eventually(() => ends.Count == 1);
        using var early = await gateway.SendAsync("POST", "/api/frail", headers: [("Idempotency-Key", "k1")]);
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        using var later = await gateway.SendAsync("POST", "/api/frail", headers: [("Idempotency-Key", "k1")]);
        never.SetResult("first");
        using var first = await dead;
        using var replay = await gateway.SendAsync("POST", "/api/frail", headers: [("Idempotency-Key", "k1")]);

        await early.ShouldBeProblem(HttpStatusCode.Conflict, "idempotency-key-in-use");
        Assert.Equal("second", await later.TextAsync());
        Assert.Equal("second", await replay.TextAsync());
    }

    [Fact]
    public async Task A_failed_run_may_be_tried_again()
    {
        await using var gateway = await StartAsync(TestFunction.Of(
            "Broken", "post", "broken", [AllowAnonymous, Idempotent] (context) => _runs++ == 0 ? throw new InvalidOperationException() : "mended"));

        using var first = await gateway.SendAsync("POST", "/api/broken", headers: [("Idempotency-Key", "k1")]);
        using var second = await gateway.SendAsync("POST", "/api/broken", headers: [("Idempotency-Key", "k1")]);

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task A_refusal_is_replayed_too()
    {
        await using var gateway = await StartAsync(TestFunction.Of(
            "Refuse", "post", "refuse", [AllowAnonymous, Idempotent] (context) => { _runs++; throw new GatewayException(409, "already-adopted", "Somebody was faster."); }));

        using var first = await gateway.SendAsync("POST", "/api/refuse", headers: [("Idempotency-Key", "k1")]);
        using var second = await gateway.SendAsync("POST", "/api/refuse", headers: [("Idempotency-Key", "k1")]);

        var problem = await second.ShouldBeProblem(HttpStatusCode.Conflict, "already-adopted");
        Assert.Equal("Somebody was faster.", (string?)problem["detail"]);
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task A_malformed_request_may_be_mended_under_its_key()
    {
        await using var gateway = await StartAsync(TestFunction.Of(
            "Read", "post", "read", [AllowAnonymous, Idempotent] async (context) => (await context.Request.ReadAsync<Kitten>(context.RequestAborted)).Name));

        using var broken = await gateway.SendAsync("POST", "/api/read", Answers.Body("{"), headers: [("Idempotency-Key", "k1")]);
        using var mended = await gateway.SendAsync("POST", "/api/read", Answers.Body("""{"id":"1","shelterId":"oslo","name":"Tom"}"""), headers: [("Idempotency-Key", "k1")]);

        await broken.ShouldBeProblem(HttpStatusCode.BadRequest, "malformed-json");
        Assert.Equal("Tom", await mended.TextAsync());
    }

    [Fact]
    public async Task Another_caller_with_the_same_key_gets_nothing_of_it()
    {
        await using var gateway = await StartAsync(TestFunction.Of(
            "Own", "post", "own", [RequireScope("pay"), Idempotent] (context) => $"{context.User.FindFirst("sub")?.Value} {++_runs}"));
        var other = gateway.Token("pay", subject: "bob");

        using var first = await gateway.SendAsync("POST", "/api/own", token: gateway.Token("pay"), headers: [("Idempotency-Key", "k1")]);
        using var second = await gateway.SendAsync("POST", "/api/own", token: other, headers: [("Idempotency-Key", "k1")]);

        Assert.Equal("ann 1", await first.TextAsync());
        Assert.Equal("bob 2", await second.TextAsync());
    }

    [Fact]
    public async Task An_answer_too_large_to_keep_is_given_once()
    {
        await using var gateway = await StartAsync(TestFunction.Of(
            "Large", "post", "large", [AllowAnonymous, Idempotent] (context) => Results.Bytes(new byte[300_000], "application/octet-stream")));

        using var first = await gateway.SendAsync("POST", "/api/large", headers: [("Idempotency-Key", "k1")]);
        using var second = await gateway.SendAsync("POST", "/api/large", headers: [("Idempotency-Key", "k1")]);

        Assert.Equal(300_000, (await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
        await second.ShouldBeProblem(HttpStatusCode.Conflict, "idempotent-answer-not-kept");
    }

    [Fact]
    public async Task Twenty_at_once_have_one_effect()
    {
        await using var gateway = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PayAsync(gateway, "k1")));

        Assert.Equal(1, _runs);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, answer.ToString()));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_answer_is_given_although_it_cannot_be_recorded()
    {
        await using var gateway = await StartAsync(TestFunction.Of("Unlucky", "post", "unlucky", [AllowAnonymous, Idempotent] (context) =>
        {
            _store.Fault = new StoreUnavailableException("gone");
            return "done";
        }));

        using var response = await gateway.SendAsync("POST", "/api/unlucky", headers: [("Idempotency-Key", "k1")]);

        Assert.Equal("done", await response.TextAsync());
        Assert.Contains(gateway.Logs.Of("Virga.Gateway"), entry => entry.Text.Contains("could not be recorded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Transactions_of_a_run_are_named_by_the_key_and_told_apart_by_their_order()
    {
        var tokens = new List<string?>();
        await using var gateway = await StartAsync(TestFunction.Of("Write", "post", "write", [AllowAnonymous, Idempotent(Required = false)] (context) =>
        {
            tokens.Add(context.Request.Once().Token);
            tokens.Add(context.Request.Once().Token);
            throw new InvalidOperationException();
        }));

        using var first = await gateway.SendAsync("POST", "/api/write", headers: [("Idempotency-Key", "k1")]);
        using var second = await gateway.SendAsync("POST", "/api/write", headers: [("Idempotency-Key", "k1")]);
        using var without = await gateway.SendAsync("POST", "/api/write");

        Assert.NotEqual(tokens[0], tokens[1]);
        Assert.Equal(tokens[..2], tokens[2..4]);
        Assert.Equal([null, null], tokens[4..]);
    }

    private async Task<TestGateway> StartAsync(params TestFunction[] functions) => await TestGateway.StartAsync(
        [
            .. functions,
            TestFunction.Of("Pay", "post", "payments", [AllowAnonymous, Idempotent] (context) => Results.Created($"/payments/{Interlocked.Increment(ref _runs)}", new { Number = _runs })),
            TestFunction.Of("Note", "post", "notes", [AllowAnonymous, Idempotent(Required = false)] (context) => $"note {Interlocked.Increment(ref _runs)}"),
        ],
        services => services.AddSingleton<IDocumentStore>(_store));

    private static Task<HttpResponseMessage> PayAsync(TestGateway gateway, string key) =>
        gateway.SendAsync("POST", "/api/payments", Answers.Body("""{"amount":1}"""), headers: [("Idempotency-Key", key)]);

    private static Task Eventually(Func<bool> condition) => Support.Eventually.True(condition, "the function runs", cancellationToken: TestContext.Current.CancellationToken);
}
