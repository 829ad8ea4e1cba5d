using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class TimeoutTests
{
    [Fact]
    public async Task A_function_that_takes_too_long_is_cancelled_answered_with_504_and_a_failure()
    {
        var cancelled = false;
        var failure = new TaskCompletionSource<Exception?>();
        await using var gateway = await TestGateway.StartAsync([TestFunction.Of("Slow", "get head", "slow", [AllowAnonymous, Timeout(0.05)] async (context) =>
        {
            context.Response.OnCompleted(() =>
            {
                failure.SetResult(GatewayPipeline.FailureOf(context));
                return Task.CompletedTask;
            });
            try
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
            finally
            {
                cancelled = context.RequestAborted.IsCancellationRequested;
            }

            return null;
        })]);

        using var response = await gateway.SendAsync("GET", "/api/slow");

        await response.ShouldBeProblem(HttpStatusCode.GatewayTimeout, "timeout");
        Assert.NotEmpty(response.Headers.GetValues("X-Request-Id").Single());
        Assert.True(cancelled);
        Assert.Equal("The function 'Slow' took longer than 00:00:00.0500000.", Assert.IsType<TimeoutException>(await failure.Task.WaitAsync(TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public async Task ASP_NET_Cores_own_attribute_counts_too()
    {
        await using var gateway = await TestGateway.StartAsync([TestFunction.Of("Endless", "get head", "endless", [AllowAnonymous, RequestTimeout(50)] async Task<object?> (HttpContext context) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            return null;
        })]);

        using var response = await gateway.SendAsync("GET", "/api/endless");

        await response.ShouldBeProblem(HttpStatusCode.GatewayTimeout, "timeout");
    }

    [Fact]
    public async Task Without_the_attribute_the_options_time_out_counts_for_a_body_that_never_ends_too()
    {
        await using var gateway = await TestGateway.StartAsync(
            [TestFunction.Of("Read", "post", "read", [AllowAnonymous] async (context) => (object?)await context.Request.ReadAsync<Kitten>(context.RequestAborted))],
            services => services.Configure<GatewayOptions>(options => options.Timeout = TimeSpan.FromMilliseconds(50)));

        using var response = await gateway.SendAsync("POST", "/api/read", new StreamContent(new EndlessStream()) { Headers = { ContentType = new("application/json") } });

        await response.ShouldBeProblem(HttpStatusCode.GatewayTimeout, "timeout");
    }

    [Fact]
    public void The_time_out_is_29_seconds_unless_said_and_the_methods_attribute_wins()
    {
        Assert.Equal(TimeSpan.FromSeconds(29), new GatewayOptions().Timeout);
        var endpoint = new GatewayEndpoint("F", ["get"], "f", typeof(Timed).GetMethod(nameof(Timed.Run))!).ToEndpoint("api");
        Assert.Equal(TimeSpan.FromSeconds(1.5), endpoint.Metadata.GetMetadata<RequestTimeoutPolicy>()!.Timeout);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(231)]
    public void A_time_out_is_above_0_and_at_most_230_seconds(double seconds) => Assert.Throws<ArgumentOutOfRangeException>(() => new TimeoutAttribute(seconds));

    [Timeout(5)]
    private sealed class Timed
    {
        [Timeout(1.5)]
        public static void Run()
        {
        }
    }

    /// <summary>A body whose bytes never come.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
