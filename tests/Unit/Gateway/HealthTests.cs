using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class HealthTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("health", "get head", "health", [AllowAnonymous] async Task<object?> (HttpContext context) => await Of(context).AnswerAsync()),
        TestFunction.Of("live", "get head", "health/live", [AllowAnonymous] (context) => HealthAnswer.Alive()),
        TestFunction.Of("ready", "get head", "health/ready", [AllowAnonymous] async Task<object?> (HttpContext context) => await Of(context).ReadyAsync()),
    ];

    [Theory]
    [InlineData(HealthStatus.Healthy, 200, "healthy")]
    [InlineData(HealthStatus.Degraded, 200, "degraded")]
    [InlineData(HealthStatus.Unhealthy, 503, "unhealthy")]
    public async Task The_answer_says_how_the_worst_check_is(HealthStatus status, int expected, string name)
    {
        await using var gateway = await TestGateway.StartAsync(Functions, services => services.AddHealthChecks()
            .AddCheck("fine", () => HealthCheckResult.Healthy())
            .AddCheck("store", () => new HealthCheckResult(status, "as told")));

        using var response = await gateway.SendAsync("GET", "/api/health");

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var health = await response.JsonAsync();
        Assert.Equal(name, (string?)health["status"]);
        Assert.Equal(["fine", "store"], health["checks"]!.AsArray().Select(check => (string?)check!["name"]));
        Assert.Equal("as told", (string?)health["checks"]![1]!["description"]);
    }

    [Theory]
    [InlineData("/api/health/live", false, 200, "")]
    [InlineData("/api/health/live", true, 200, "")]
    [InlineData("/api/health/ready", false, 200, "store")]
    [InlineData("/api/health/ready", true, 503, "store")]
    [InlineData("/api/health", false, 503, "store backlog")]
    public async Task Probes_ask_no_more_than_they_need_to_know(string path, bool isStoreDown, int status, string asked)
    {
        await using var gateway = await TestGateway.StartAsync(Functions, services => services.AddHealthChecks()
            .AddCheck("store", () => isStoreDown ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy())
            .AddCheck("backlog", () => HealthCheckResult.Unhealthy(), tags: [HealthAnswer.ObserveTag]));

        using var response = await gateway.SendAsync("GET", path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(asked, string.Join(' ', (await response.JsonAsync())["checks"]!.AsArray().Select(check => (string?)check!["name"])));
    }

    [Fact]
    public async Task What_a_check_threw_stays_inside()
    {
        await using var gateway = await TestGateway.StartAsync(Functions, services => services.AddHealthChecks()
            .AddCheck("store", () => throw new InvalidOperationException("password=hunter2")));

        using var response = await gateway.SendAsync("GET", "/api/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain("hunter2", await response.TextAsync(), StringComparison.Ordinal);
    }

    private static HealthAnswer Of(HttpContext context) => context.RequestServices.GetRequiredService<HealthAnswer>();
}
