using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class GatewayResponseTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Closed", "get head", "closed", [RequireScope("read")] (context) => "never"),
        TestFunction.Of("Taken", "get head", "taken", [AllowAnonymous] (context) => throw new GatewayException(409, "already-adopted", "Somebody was faster.")),
        TestFunction.Of("Broken", "get head", "broken", [AllowAnonymous] (context) => throw new InvalidOperationException("secret")),
        TestFunction.Of("Asks", "get head", "asks", [AllowAnonymous, QueryParameter<int>("q1", Required = true), HeaderParameter<string>("h1", Required = true)] (context) => "ok"),
        TestFunction.Of("Body", "post", "body", [AllowAnonymous] async (context) => (object?)await context.Request.ReadObjectAsync(context.RequestAborted)),
        TestFunction.Of("Gone", "get head", "gone", [AllowAnonymous] (context) => Results.NotFound()),
    ];

    [Theory]
    [InlineData("/api/closed", null, 401, """{"message":"Unauthorized"}""", "UnauthorizedException")]
    [InlineData("/api/closed", "other", 403, """{"Message":"User is not authorized to access this resource"}""", "AccessDeniedException")]
    [InlineData("/api/asks", null, 400, """{"message":"Missing required request parameters: [h1, q1]"}""", "BadRequestException")]
    [InlineData("/api/broken", null, 500, """{"message":"Internal server error"}""", "InternalServerErrorException")]
    [InlineData("/api/taken", null, 409, """{"message":"Somebody was faster."}""", "BadRequestException")]
    public async Task Refusals_look_like_API_Gateways_where_the_app_says_so(string path, string? scope, int status, string body, string errorType)
    {
        await using var gateway = await StartAsync(options => options.Format = ProblemFormat.Aws);

        using var response = await gateway.SendAsync("GET", path, token: scope is null ? null : gateway.Token(scope));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(body, await response.TextAsync());
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(errorType, response.Headers.GetValues("x-amzn-ErrorType").Single());
        Assert.Equal(response.Headers.GetValues("X-Request-Id"), response.Headers.GetValues("x-amzn-RequestId"));
    }

    [Fact]
    public async Task A_kind_of_refusal_has_another_status_headers_and_members_where_the_app_says_so()
    {
        await using var gateway = await StartAsync(options =>
        {
            options.TypeBase = new Uri("https://errors.example/");
            options.Types[GatewayResponseType.Unauthorized] = new GatewayResponseOptions { Status = 403, Headers = { ["X-Help"] = "ask" }, Members = { ["contact"] = "api@example.com" } };
            options.Types[GatewayResponseType.Default4xx] = new GatewayResponseOptions { Members = { ["contact"] = "nobody", ["team"] = "cats" } };
        });

        using var refused = await gateway.SendAsync("GET", "/api/closed");
        using var own = await gateway.SendAsync("GET", "/api/taken");
        using var gone = await gateway.SendAsync("GET", "/api/gone");

        var problem = await refused.ShouldBeProblem(HttpStatusCode.Forbidden, "unauthenticated");
        Assert.Equal(("https://errors.example/unauthenticated", "api@example.com", "cats"), ((string?)problem["type"], (string?)problem["contact"], (string?)problem["team"]));
        Assert.Equal("ask", refused.Headers.GetValues("X-Help").Single());
        Assert.Null((await own.ShouldBeProblem(HttpStatusCode.Conflict, "already-adopted"))["team"]);
        Assert.Equal("nobody", (string?)(await gone.ShouldBeProblem(HttpStatusCode.NotFound, "not-found"))["contact"]);
    }

    [Fact]
    public void There_are_the_21_kinds_of_API_Gateway() => Assert.Equal(21, Enum.GetValues<GatewayResponseType>().Length);

    [Fact]
    public void Every_code_of_the_gateway_is_of_a_kind() =>
        Assert.All(ProblemMap.Codes, code => Assert.NotNull(GatewayResponseTypes.Of(new Problem(code.Status, code.Code, code.Meaning))));

    [Fact]
    public void They_are_bound_from_configuration_and_checked_at_start()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:Responses:Types:Throttled:Status"] = "200",
            ["Gateway:Responses:Types:Throttled:Members:code"] = "x",
            ["Gateway:Responses:Types:QuotaExceeded:Headers:Content-Length"] = "5",
        }).Build());
        services.AddGateway();
        using var provider = services.BuildServiceProvider();

        var faults = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<GatewayResponsesOptions>>().Value).Message;

        Assert.Contains("Types:Throttled:Status is 200", faults, StringComparison.Ordinal);
        Assert.Contains("has 'code'", faults, StringComparison.Ordinal);
        Assert.Contains("Content-Length", faults, StringComparison.Ordinal);
    }

    private static Task<TestGateway> StartAsync(Action<GatewayResponsesOptions> configure) => TestGateway.StartAsync(Functions, services => services.Configure(configure));
}
