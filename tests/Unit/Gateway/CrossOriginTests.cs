using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>CORS by ASP.NET Core's own middleware, preflights by the catch-all.</summary>
public sealed class CrossOriginTests
{
    private const string Origin = "https://app.example.com";

    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Closed", "get head", "closed", [AllowAnonymous, DisableCors] (context) => "ok"),
        TestFunction.Of("Open", "get head post", "open", [AllowAnonymous] (context) =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            context.Response.Headers.AccessControlAllowCredentials = "true";
            return "ok";
        }),
        TestFunction.Of("Write", "post", "write", [RequireScope("cats:write")] (context) => "ok"),
        TestFunction.Of("zz_gateway", "get head post put patch delete options", "{*path}", [AllowAnonymous] (context) => context.RequestServices.GetRequiredService<CatchAll>().Answer(context.Request)),
    ];

    [Fact]
    public async Task A_preflight_is_answered_without_the_function_or_a_token()
    {
        await using var gateway = await StartAsync();

        using var response = await PreflightAsync(gateway, "/api/write", Origin, "POST", "authorization, x-api-key");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(Origin, Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal("POST", Header(response, "Access-Control-Allow-Methods"));
        Assert.Equal("authorization,x-api-key", Header(response, "Access-Control-Allow-Headers"));
        Assert.Equal("600", Header(response, "Access-Control-Max-Age"));
        Assert.Equal("Origin", Header(response, "Vary"));
        Assert.Null(Header(response, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://app.example.com")]
    [InlineData("https://app.example.com.evil.example")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("null")]
    public async Task Another_origin_is_told_nothing(string origin)
    {
        await using var gateway = await StartAsync();
        using var preflight = await PreflightAsync(gateway, "/api/write", origin, "POST");
        using var simple = await gateway.SendAsync("GET", "/api/open", headers: [("Origin", origin)]);

        Assert.Null(Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Null(Header(simple, "Access-Control-Allow-Origin"));
        Assert.Null(Header(simple, "Access-Control-Allow-Credentials"));
        Assert.Equal("Origin", Header(simple, "Vary"));
    }

    [Fact]
    public async Task What_the_function_says_of_CORS_is_ignored()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/open", headers: [("Origin", Origin)]);

        Assert.Equal(Origin, Header(response, "Access-Control-Allow-Origin"));
        Assert.Null(Header(response, "Access-Control-Allow-Credentials"));
        Assert.Contains("ETag", Header(response, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/write", 401)]
    [InlineData("GET", "/api/write", 405)]
    [InlineData("GET", "/api/nowhere", 404)]
    public async Task Problems_can_be_read_by_the_page_too(string method, string path, int status)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync(method, path, headers: [("Origin", Origin)]);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(Origin, Header(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task An_answer_without_an_origin_says_that_it_varies_by_it()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/open");

        Assert.Equal("Origin", Header(response, "Vary"));
        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_function_can_stay_out_of_it()
    {
        await using var gateway = await StartAsync();
        using var preflight = await PreflightAsync(gateway, "/api/closed", Origin, "GET");
        using var simple = await gateway.SendAsync("GET", "/api/closed", headers: [("Origin", Origin)]);

        Assert.Null(Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Null(Header(simple, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Subdomains_are_allowed_by_a_star_in_their_place()
    {
        await using var gateway = await StartAsync("https://*.example.com");
        using var sub = await gateway.SendAsync("GET", "/api/open", headers: [("Origin", "https://a.b.example.com")]);
        using var trick = await gateway.SendAsync("GET", "/api/open", headers: [("Origin", "https://evilexample.com")]);

        Assert.Equal("https://a.b.example.com", Header(sub, "Access-Control-Allow-Origin"));
        Assert.Null(Header(trick, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Every_origin_is_a_star_and_varies_by_nothing()
    {
        await using var gateway = await StartAsync("*");

        using var response = await gateway.SendAsync("GET", "/api/open", headers: [("Origin", "https://anywhere.example")]);

        Assert.Equal("*", Header(response, "Access-Control-Allow-Origin"));
        Assert.Null(Header(response, "Vary"));
    }

    [Fact]
    public async Task Without_origins_there_is_no_CORS_and_OPTIONS_tells_the_methods()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await PreflightAsync(gateway, "/api/write", Origin, "POST");

        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal(["OPTIONS", "POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData(true, "*")]
    [InlineData(false, "*", "https://a.example")]
    [InlineData(false, "https://a.example/")]
    [InlineData(false, "https://a.example/path")]
    [InlineData(false, "a.example")]
    [InlineData(false, "null")]
    [InlineData(false, "https://user@a.example")]
    [InlineData(false, "https://a.*.example")]
    public async Task Origins_that_cannot_be_so_stop_the_start(bool credentials, params string[] origins)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(credentials, origins));

        Assert.NotEmpty(fault.Failures);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static Task<HttpResponseMessage> PreflightAsync(TestGateway gateway, string path, string origin, string method, string? headers = null) =>
        gateway.SendAsync("OPTIONS", path, headers: [("Origin", origin), ("Access-Control-Request-Method", method), .. headers is null ? [] : new[] { ("Access-Control-Request-Headers", headers) }]);

    private static Task<TestGateway> StartAsync(string origin = Origin) => StartAsync(credentials: false, origin);

    private static Task<TestGateway> StartAsync(bool credentials, params string[] origins) => TestGateway.StartAsync(Functions, services => services.Configure<CrossOriginOptions>(options =>
    {
        options.Credentials = credentials;
        foreach (var origin in origins)
        {
            options.Origins.Add(origin);
        }
    }));
}
