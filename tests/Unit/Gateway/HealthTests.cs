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
        [TestFunction.Of("health", "get head", "health", [AllowAnonymous] async Task<object?> (HttpContext context) => await context.RequestServices.GetRequiredService<HealthAnswer>().AnswerAsync())];

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

    [Fact]
    public async Task What_a_check_threw_stays_inside()
    {
        await using var gateway = await TestGateway.StartAsync(Functions, services => services.AddHealthChecks()
            .AddCheck("store", () => throw new InvalidOperationException("password=hunter2")));

        using var response = await gateway.SendAsync("GET", "/api/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain("hunter2", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
