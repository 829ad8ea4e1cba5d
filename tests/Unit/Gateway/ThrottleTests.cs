using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Support;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class ThrottleTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("A", "get head", "a", [AllowAnonymous, Throttle("few")] (context) => "ok"),
        TestFunction.Of("B", "get head", "b", [AllowAnonymous, Throttle("few")] (context) => "ok"),
        TestFunction.Of("Plain", "get head", "plain", [AllowAnonymous] (context) => "ok"),
        TestFunction.Of("Signed", "get head", "signed", [Authorize, Throttle("few")] (context) => "ok"),
    ];

    [Fact]
    public async Task A_burst_gets_through_and_then_429_says_when_to_come_back()
    {
        await using var gateway = await StartAsync(0.1, 2);
        using var first = await gateway.SendAsync("GET", "/api/a");
        using var second = await gateway.SendAsync("GET", "/api/a");

        using var third = await gateway.SendAsync("GET", "/api/a");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal("\"few\";q=2;w=20", first.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal("\"few\";r=1;t=10", first.Headers.GetValues("RateLimit").Single());
        await third.ShouldBeProblem(HttpStatusCode.TooManyRequests, "throttled");
        Assert.Equal("\"few\";r=0;t=20", third.Headers.GetValues("RateLimit").Single());
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_bucket_fills_again()
    {
        await using var gateway = await StartAsync(20, 1);
        using var first = await gateway.SendAsync("GET", "/api/a");

        await Eventually.True(
            async () =>
            {
                using var response = await gateway.SendAsync("GET", "/api/a");
                return response.StatusCode == HttpStatusCode.OK;
            },
            "the bucket has filled",
            cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(ThrottleScope.Client, 200, 200)]
    [InlineData(ThrottleScope.Address, 200, 429)]
    [InlineData(ThrottleScope.Function, 200, 429)]
    [InlineData(ThrottleScope.App, 429, 429)]
    public async Task The_scope_says_who_shares_a_bucket(ThrottleScope per, int otherFunction, int otherClient)
    {
        await using var gateway = await StartAsync(0.001, 1, per);
        using var own = await gateway.SendAsync("GET", "/api/signed", token: gateway.Token(""));
        using var function = await gateway.SendAsync("GET", "/api/a");
        using var client = await gateway.SendAsync("GET", "/api/signed", token: gateway.Token("", subject: "bob"));
        using var again = await gateway.SendAsync("GET", "/api/signed", token: gateway.Token(""));

        Assert.Equal((200, otherFunction, otherClient, 429), ((int)own.StatusCode, (int)function.StatusCode, (int)client.StatusCode, (int)again.StatusCode));
    }

    [Fact]
    public async Task The_global_throttle_counts_every_request_and_shows_nothing_of_itself()
    {
        await using var gateway = await TestGateway.StartAsync(Functions, services => services.Configure<ThrottlingOptions>(options =>
        {
            options.Global = new ThrottlePolicy { Rate = 0.001, Burst = 2 };
            options.Policy("few", 100, 100);
        }));
        using var first = await gateway.SendAsync("GET", "/api/plain");
        using var second = await gateway.SendAsync("GET", "/api/signed");

        using var third = await gateway.SendAsync("GET", "/api/plain");

        Assert.Equal((200, 401), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.False(first.Headers.Contains("RateLimit"));
        await third.ShouldBeProblem(HttpStatusCode.TooManyRequests, "throttled");
    }

    [Fact]
    public async Task A_policy_that_is_not_there_stops_the_start()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        var faults = gateway.Faults();

        Assert.Contains(faults, text => text.Contains("'A' has [Throttle(\"few\")]", StringComparison.Ordinal) && text.Contains("Gateway:Throttling:Policies:few", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, 0)]
    [InlineData(2_000_000, 1)]
    public async Task A_policy_that_cannot_be_so_stops_the_start(double rate, int burst) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(rate, burst));

    private static Task<TestGateway> StartAsync(double rate, int burst, ThrottleScope per = ThrottleScope.Client) =>
        TestGateway.StartAsync(Functions, services => services.Configure<ThrottlingOptions>(options => options.Policy("few", rate, burst, per)));
}
