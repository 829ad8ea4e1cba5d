using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class CatchAllTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Delete", "delete", "cats/{id}", [AllowAnonymous] (context) => "deleted"),
        TestFunction.Of("Get", "get head", "cats/{id}", [AllowAnonymous] (context) => "got"),
        TestFunction.Of("Numbered", "get head", "dogs/{number:int}", [AllowAnonymous] (context) => "dog"),
        TestFunction.Of("zz_gateway", "get head post put patch delete options brew", "{*path}", [AllowAnonymous] (context) => context.RequestServices.GetRequiredService<CatchAll>().Answer(context.Request)),
    ];

    [Fact]
    public async Task An_unknown_path_is_a_404_problem()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/nowhere");

        await response.ShouldBeProblem(HttpStatusCode.NotFound, "route-not-found");
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("BREW")]
    public async Task A_wrong_method_is_a_405_with_all_that_are_allowed(string method)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync(method, "/api/cats/7");

        await response.ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(["DELETE", "GET", "HEAD", "OPTIONS"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task OPTIONS_is_204_with_all_that_are_allowed()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("OPTIONS", "/api/cats/7");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["DELETE", "GET", "HEAD", "OPTIONS"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task OPTIONS_of_an_unknown_path_is_404()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("OPTIONS", "/api/nowhere");

        await response.ShouldBeProblem(HttpStatusCode.NotFound, "route-not-found");
    }

    [Fact]
    public async Task A_constraint_that_is_not_met_is_a_400_that_names_the_parameter()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/dogs/rex");

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal([("/number", "format")], problem.Errors());
        Assert.Equal("path", (string?)problem["errors"]![0]!["in"]);
    }

    [Fact]
    public async Task HEAD_of_an_unknown_path_has_no_body()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("HEAD", "/api/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
