using System.Net;
using Microsoft.AspNetCore.Authorization;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class HeaderTransformTests
{
    [Fact]
    public async Task Headers_are_set_and_removed_on_both_sides()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/shops/oslo%0d%0aX-Evil:1/state", headers: [("X-Shop", "forged")]);

        Assert.Equal("oslo%0D%0AX-Evil%3A1", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("north", response.Headers.GetValues("X-Region").Single());
        Assert.False(response.Headers.Contains("X-Secret"));
        Assert.False(response.Headers.Contains("X-Evil"));
    }

    [Fact]
    public async Task A_refusal_has_them_too()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/shops/oslo/closed");

        await response.ShouldBeProblem(HttpStatusCode.Conflict, "closed");
        Assert.Equal("oslo", response.Headers.GetValues("X-Region").Single());
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("content-length")]
    [InlineData("Access-Control-Allow-Origin")]
    [InlineData("bad name")]
    public void Reserved_headers_cannot_be_changed(string name) => Assert.Throws<ArgumentException>(() => new SetAnswerHeaderAttribute(name, "x"));

    private static Task<TestGateway> StartAsync() => TestGateway.StartAsync(
    [
        TestFunction.Of("State", "get head", "shops/{shop}/state", [AllowAnonymous, SetRequestHeader("X-Shop", "{shop}"), SetAnswerHeader("X-Region", "north"), RemoveAnswerHeader("X-Secret")] (context) =>
        {
            context.Response.Headers["X-Secret"] = "1";
            return context.Request.Headers["X-Shop"].ToString();
        }),
        TestFunction.Of("Closed", "get head", "shops/{shop}/closed", [AllowAnonymous, SetAnswerHeader("X-Region", "{shop}")] (context) => throw new GatewayException(409, "closed", "The shop is closed.")),
    ]);
}
