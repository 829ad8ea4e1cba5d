using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class ErrorTests
{
    private static TestFunction Throwing(Exception exception) =>
        TestFunction.Of("Throwing", "get head post", "throw", [AllowAnonymous] Task<object?> (HttpContext context) => throw exception);

    [Fact]
    public async Task An_unknown_exception_is_a_500_that_tells_nothing()
    {
        await using var gateway = await TestGateway.StartAsync([Throwing(new InvalidOperationException("password=hunter2"))]);

        using var response = await gateway.SendAsync("GET", "/api/throw");

        await response.ShouldBeProblem(HttpStatusCode.InternalServerError, "internal");
        var text = await response.TextAsync();
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_exception_is_logged_under_the_trace_id_the_client_was_told()
    {
        var thrown = new InvalidOperationException("oops");
        await using var gateway = await TestGateway.StartAsync([Throwing(thrown)]);

        using var response = await gateway.SendAsync("GET", "/api/throw");

        var problem = await response.JsonAsync();
        var error = gateway.Logs.Of("Virga.Gateway").Single(entry => entry.Level == LogLevel.Error);
        Assert.Same(thrown, error.Exception);
        Assert.Equal((string?)problem["traceId"], error.Values["TraceId"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exception_that_was_answered_stays_a_failure_unless_the_function_asked_for_that_answer(bool asked)
    {
        Exception thrown = asked ? new GatewayException(503, "closed", "Closed for today.") : new InvalidOperationException("oops");
        var seen = new TaskCompletionSource<Exception?>();
        await using var gateway = await TestGateway.StartAsync([TestFunction.Of("Throwing", "get", "throw", [AllowAnonymous] Task<object?> (HttpContext context) =>
        {
            context.Response.OnCompleted(() =>
            {
                seen.SetResult(GatewayPipeline.FailureOf(context));
                return Task.CompletedTask;
            });
            throw thrown;
        })]);

        using var response = await gateway.SendAsync("GET", "/api/throw");

        Assert.Same(asked ? null : thrown, await seen.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unknown_exception_is_recorded_on_the_span()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GatewayTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var gateway = await TestGateway.StartAsync(
            [TestFunction.Of("ThrowingForSpan", "get head", "span", [AllowAnonymous] Task<object?> (HttpContext context) => throw new InvalidOperationException("oops"))]);

        using var response = await gateway.SendAsync("GET", "/api/span");

        var span = spans.Single(span => span.OperationName == "gateway ThrowingForSpan");
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("exception", span.Events.Single().Name);
        Assert.Equal(500, span.GetTagItem("http.response.status_code"));
        Assert.Equal("api/span", span.GetTagItem("http.route"));
    }

    [Fact]
    public async Task A_refusal_of_the_function_reaches_the_client_as_it_is_and_is_no_error_in_the_log()
    {
        await using var gateway = await TestGateway.StartAsync([Throwing(new GatewayException(409, "already-adopted", "Tom has been adopted."))]);

        using var response = await gateway.SendAsync("POST", "/api/throw");

        var problem = await response.ShouldBeProblem(HttpStatusCode.Conflict, "already-adopted");
        Assert.Equal("Tom has been adopted.", (string?)problem["detail"]);
        Assert.DoesNotContain(gateway.Logs.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task What_the_function_had_set_before_it_failed_is_taken_back()
    {
        await using var gateway = await TestGateway.StartAsync([TestFunction.Of("Half", "get head", "half", [AllowAnonymous] Task<object?> (HttpContext context) =>
        {
            context.Response.Headers.ETag = "\"1\"";
            context.Response.StatusCode = 201;
            throw new GatewayException(409, "no", "No.");
        })]);

        using var response = await gateway.SendAsync("GET", "/api/half", headers: [("X-Request-Id", "mine")]);

        await response.ShouldBeProblem(HttpStatusCode.Conflict, "no");
        Assert.Null(response.Headers.ETag);
        Assert.Equal("mine", response.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task A_failure_after_the_answer_has_started_cuts_the_connection()
    {
        await using var gateway = await TestGateway.StartAsync([TestFunction.Of("Late", "get head", "late", [AllowAnonymous] async Task<object?> (HttpContext context) =>
        {
            await context.Response.WriteAsync("[1,", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            throw new InvalidOperationException("late");
        })]);

        await Assert.ThrowsAnyAsync<Exception>(() => gateway.SendAsync("GET", "/api/late"));

        Assert.Contains(gateway.Logs.Of("Virga.Gateway"), entry => entry.Level == LogLevel.Error && entry.Text.Contains("Late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_value_that_cannot_be_serialised_is_a_clean_500()
    {
        await using var gateway = await TestGateway.StartAsync([TestFunction.Of("Loop", "get head", "loop", [AllowAnonymous] (context) =>
        {
            var loop = new List<object>();
            loop.Add(loop);
            return loop;
        })]);

        using var response = await gateway.SendAsync("GET", "/api/loop");

        await response.ShouldBeProblem(HttpStatusCode.InternalServerError, "internal");
    }

    [Fact]
    public async Task A_client_that_goes_away_is_a_499_in_the_log_and_no_error()
    {
        var entered = new TaskCompletionSource();
        await using var gateway = await TestGateway.StartAsync([TestFunction.Of("Slow", "get head", "slow", [AllowAnonymous] async Task<object?> (HttpContext context) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            return null;
        })]);
        using var client = new CancellationTokenSource();

        var request = gateway.Client.GetAsync(new Uri("/api/slow", UriKind.Relative), client.Token);
        await entered.Task;
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        await Support.Eventually.True(() => gateway.Logs.Of("Virga.Gateway.Access").Count == 1, "the access record", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(499, gateway.Logs.Of("Virga.Gateway.Access").Single().Values["Status"]);
        Assert.DoesNotContain(gateway.Logs.Entries, entry => entry.Level >= LogLevel.Warning);
    }
}
