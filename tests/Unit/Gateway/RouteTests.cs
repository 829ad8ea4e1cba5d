using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>Routes as API Gateway matches them, served by a host that takes the first in alphabetical order: the start check makes the two agree.</summary>
public sealed class RouteTests
{
    private const string All = "get head post put patch delete options";

    /// <summary>The example of API Gateway's guide (HTTP APIs), most specific first, named so that the alphabet agrees.</summary>
    private static readonly TestFunction[] Example =
    [
        TestFunction.Of("P1_Dog1", "get head", "pets/dog/1", [AllowAnonymous] (context) => "GET /pets/dog/1"),
        TestFunction.Of("P2_Dog", "get head", "pets/dog/{id}", [AllowAnonymous] (context) => "GET /pets/dog/{id}"),
        TestFunction.Of("P3_Pets", "get head", "pets/{*proxy}", [AllowAnonymous] (context) => "GET /pets/{proxy+}"),
        TestFunction.Of("P4_Any", All, "{*proxy}", [AllowAnonymous] (context) => "ANY /{proxy+}"),
        TestFunction.Of("zz_gateway", All, "{*path}", [AllowAnonymous] (context) => context.RequestServices.GetRequiredService<CatchAll>().Answer(context.Request)),
    ];

    [Theory]
    [InlineData("GET", "/api/pets/dog/1", "GET /pets/dog/1")]
    [InlineData("GET", "/api/pets/dog/2", "GET /pets/dog/{id}")]
    [InlineData("GET", "/api/pets/cat/1", "GET /pets/{proxy+}")]
    [InlineData("GET", "/api/pets/dog/2/toys", "GET /pets/{proxy+}")]
    [InlineData("POST", "/api/test/5", "ANY /{proxy+}")]
    [InlineData("POST", "/api/pets/dog/1", "ANY /{proxy+}")]
    [InlineData("GET", "/api/pets/dog/1/", "GET /pets/dog/1")]
    [InlineData("GET", "/api/PETS/Dog/1", "GET /pets/dog/1")]
    public async Task The_five_line_example_goes_where_API_Gateway_sends_it(string method, string path, string route)
    {
        await using var gateway = await TestGateway.StartAsync(Example);

        using var response = await gateway.SendAsync(method, path);

        Assert.Equal(route, await response.TextAsync());
    }

    [Fact]
    public async Task The_example_named_in_its_order_has_no_faults_and_each_swap_of_neighbours_has()
    {
        await using var gateway = await TestGateway.StartAsync([]);
        Assert.Empty(gateway.Faults(Endpoints(gateway, [.. Example.Select(function => function.Endpoint)])));

        for (var index = 0; index < 3; index++)
        {
            var swapped = Example.Select(function => function.Endpoint).ToArray();
            (swapped[index], swapped[index + 1]) = (swapped[index] with { Name = swapped[index + 1].Name }, swapped[index + 1] with { Name = swapped[index].Name });

            Assert.Contains(gateway.Faults(Endpoints(gateway, swapped)), fault => fault.Contains("Azure takes the first in alphabetical order", StringComparison.Ordinal) && fault.Contains("rename", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_no_route_takes_reaches_the_frameworks_own_catch_all()
    {
        await using var gateway = await TestGateway.StartAsync([.. Example.Where(function => function.Endpoint.Name != "P4_Any")]);
        using var nothing = await gateway.SendAsync("GET", "/api/test/5");
        using var wrong = await gateway.SendAsync("POST", "/api/pets/dog/1");

        await nothing.ShouldBeProblem(HttpStatusCode.NotFound, "route-not-found");
        await wrong.ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Theory]
    [InlineData("/api/pets/a/b/c", "a/b/c")]
    [InlineData("/api/pets/a%2Fb", "a/b")]
    [InlineData("/api/pets/%C3%A5", "å")]
    [InlineData("/api/pets", null)]
    public async Task A_greedy_parameter_has_the_rest_of_the_path(string path, string? rest)
    {
        TestFunction[] functions = [TestFunction.Of("Pets", "get head", "pets/{*rest}", [AllowAnonymous] (context) => new { rest = Uri.UnescapeDataString((string?)context.Request.RouteValues["rest"] ?? "") })];
        await using var gateway = await TestGateway.StartAsync(functions);

        using var response = await gateway.SendAsync("GET", path);

        Assert.Equal(rest ?? "", (string?)(await response.JsonAsync())["rest"]);
    }

    private static GatewayEndpoints Endpoints(TestGateway gateway, GatewayEndpoint[] functions) =>
        new(functions, gateway.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<GatewayOptions>>());
}
