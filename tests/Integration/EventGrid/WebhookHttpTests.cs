using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Virga.EventGrid;
using Virga.Notifications;
using MsOptions = Microsoft.Extensions.Options.Options;

namespace Integration.EventGrid;

public sealed class WebhookHttpTests
{
    private static readonly IOptions<WebhookHttpOptions> Development = MsOptions.Create(new WebhookHttpOptions { AllowLoopback = true, AllowHttp = true });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_arrives_with_its_body_and_headers_and_nothing_of_ours()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 202;
            context.Response.Headers["X-Answer"] = "yes";
            return context.Response.WriteAsync("thanks");
        });
        using var http = new WebhookHttp(Development, TimeProvider.System);
        using var activity = new Activity("test").Start();

        var response = await http.SendAsync(new WebhookRequest(new Uri(server.Uri, "/hook"), new BinaryData("hello"), "text/plain; charset=UTF-8") { Headers = [new("x-amz-sns-message-id", "m-1")] }, Cancellation);

        Assert.Equal((202, WebhookFailure.None, "thanks"), (response.Status, response.Failure, response.Body.ToString()));
        Assert.Equal("yes", response.Headers["x-answer"]);
        var call = Assert.Single(server.Calls);
        Assert.Equal(("POST", "/hook", "hello"), (call.Method, call.Path, call.Body));
        Assert.Equal("text/plain; charset=UTF-8", call.Headers["Content-Type"]);
        Assert.Equal("m-1", call.Headers["x-amz-sns-message-id"]);
        Assert.Equal(["Content-Length", "Content-Type", "Host", "x-amz-sns-message-id"], call.Headers.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_checked_address_is_the_one_that_is_connected_to()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        var asked = 0;
        using var http = new WebhookHttp(
            Development.Value, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([++asked == 1 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1")]));

        var response = await http.SendAsync(new WebhookRequest(new Uri($"http://rebinding.example:{server.Uri.Port}/"), null), Cancellation);

        Assert.Equal(200, response.Status);
        Assert.Equal(1, asked);
        Assert.StartsWith("rebinding.example", Assert.Single(server.Calls).Headers["Host"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_options_loopback_and_http_are_refused_and_nothing_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        using var strict = new WebhookHttp(MsOptions.Create(new WebhookHttpOptions()), TimeProvider.System);
        using var plain = new WebhookHttp(MsOptions.Create(new WebhookHttpOptions { AllowHttp = true }), TimeProvider.System);

        Assert.Equal(WebhookFailure.Forbidden, (await strict.SendAsync(new WebhookRequest(server.Uri, null), Cancellation)).Failure);
        Assert.Equal(WebhookFailure.Forbidden, (await plain.SendAsync(new WebhookRequest(server.Uri, null), Cancellation)).Failure);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_cookies_are_not_kept()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Cookies.Append("session", "1");
            context.Response.Redirect("http://169.254.169.254/metadata");
            return Task.CompletedTask;
        });
        using var http = new WebhookHttp(Development, TimeProvider.System);

        Assert.Equal(302, (await http.SendAsync(new WebhookRequest(server.Uri, null), Cancellation)).Status);
        Assert.Equal(302, (await http.SendAsync(new WebhookRequest(server.Uri, null), Cancellation)).Status);
        Assert.All(server.Calls, call => Assert.DoesNotContain("Cookie", call.Headers.Keys));
    }

    [Fact]
    public async Task An_endless_answer_is_read_up_to_the_limit()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            var chunk = new byte[8192];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        });
        using var http = new WebhookHttp(Development, TimeProvider.System);

        var response = await http.SendAsync(new WebhookRequest(server.Uri, null), Cancellation);

        Assert.Equal((200, 65_536), (response.Status, response.Body.ToMemory().Length));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_does_not_come_or_does_not_end_times_out(bool begun)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            if (begun)
            {
                await context.Response.WriteAsync("slow");
                await context.Response.Body.FlushAsync();
            }

            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var time = new FakeTimeProvider();
        using var http = new WebhookHttp(Development, time);

        var sending = http.SendAsync(new WebhookRequest(server.Uri, null), Cancellation);
        await Grid.Until(() => server.Calls.Count == 1, "the request arrives");
        Assert.False(sending.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal((0, WebhookFailure.TimedOut), ((await sending).Status, (await sending).Failure));
    }

    [Fact]
    public async Task A_cancelled_caller_gets_a_cancellation()
    {
        await using var server = await LoopbackServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var http = new WebhookHttp(Development, TimeProvider.System);
        using var cancelled = new CancellationTokenSource();

        var sending = http.SendAsync(new WebhookRequest(server.Uri, null), cancelled.Token);
        await Grid.Until(() => server.Calls.Count == 1, "the request arrives");
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 23 Nov 2026 10:01:00 GMT", 60)]
    [InlineData("Mon, 23 Nov 2026 09:00:00 GMT", 0)]
    [InlineData("soon", null)]
    public async Task Retry_After_is_surfaced(string header, int? seconds)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        using var http = new WebhookHttp(Development, new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero)));

        var response = await http.SendAsync(new WebhookRequest(server.Uri, null), Cancellation);

        Assert.Equal(429, response.Status);
        Assert.Equal(seconds, response.RetryAfter?.TotalSeconds is { } wait ? (int)wait : null);
    }

    [Fact]
    public async Task Nobody_there_is_a_connection_failure()
    {
        var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        var gone = server.Uri;
        await server.DisposeAsync();
        using var http = new WebhookHttp(Development, TimeProvider.System);

        Assert.Equal(WebhookFailure.Connection, (await http.SendAsync(new WebhookRequest(gone, null), Cancellation)).Failure);
    }

    [Fact]
    public async Task A_header_with_a_line_break_is_the_callers_fault()
    {
        using var http = new WebhookHttp(Development, TimeProvider.System);

        await Assert.ThrowsAsync<ArgumentException>(() => http.SendAsync(new WebhookRequest(new Uri("http://127.0.0.1/"), null) { Headers = [new("x", "a\r\nEvil: 1")] }, Cancellation));
    }
}
