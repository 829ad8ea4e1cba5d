using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class VersionTests
{
    [Theory]
    [InlineData("/api/cats?api-version=2", null, "2")]
    [InlineData("/api/cats", "2", "2")]
    [InlineData("/api/cats", null, "1")]
    [InlineData("/api/v2/dogs", null, "2")]
    [InlineData("/api/v2/dogs?api-version=2", "2", "2")]
    [InlineData("/api/cats?api-version=0", null, "0")]
    public async Task A_request_names_its_version_in_path_query_or_header(string path, string? header, string version)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", path, headers: header is null ? [] : [("api-version", header)]);

        Assert.Equal(version, await response.TextAsync());
        Assert.Equal("1, 2", response.Headers.GetValues("api-supported-versions").Single());
    }

    [Theory]
    [InlineData("/api/cats?api-version=3", null)]
    [InlineData("/api/cats?api-version=1", "2")]
    [InlineData("/api/v3/dogs", null)]
    [InlineData("/api/birds", null)]
    public async Task A_version_that_is_not_served_is_refused_with_those_that_are(string path, string? header)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", path, headers: header is null ? [] : [("api-version", header)]);

        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "unsupported-api-version");
        Assert.Equal("1, 2", response.Headers.GetValues("api-supported-versions").Single());
    }

    [Fact]
    public async Task Versions_that_go_away_are_told()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/cats");

        Assert.Equal("0", response.Headers.GetValues("api-deprecated-versions").Single());
    }

    [Theory]
    [InlineData("/api/old", HttpStatusCode.OK)]
    [InlineData("/api/older", HttpStatusCode.NotFound)]
    public async Task A_deprecated_function_says_so_on_every_answer(string path, HttpStatusCode status)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("@1767225600", response.Headers.GetValues("Deprecation").Single());
        Assert.Equal("Thu, 31 Dec 2026 00:00:00 GMT", response.Headers.GetValues("Sunset").Single());
    }

    [Fact]
    public async Task It_links_to_what_comes_after_and_is_deprecated_in_OpenAPI()
    {
        await using var gateway = await StartAsync();
        var document = gateway.Description;

        using var response = await gateway.SendAsync("GET", "/api/old");

        Assert.Equal("<https://example.com/why>; rel=\"deprecation\",</api/v2/old>; rel=\"successor-version\"", string.Join(',', response.Headers.GetValues("Link")));
        Assert.True((bool)document["paths"]!["/api/old"]!["get"]!["deprecated"]!);
    }

    [Theory]
    [InlineData("soon", null)]
    [InlineData("2026-01-01", "2025-12-31")]
    public void Dates_are_dates_and_the_sunset_comes_after(string since, string? sunset) =>
        Assert.Throws<ArgumentException>(() => new DeprecatedAttribute(since) { Sunset = sunset });

    [Theory]
    [InlineData()]
    [InlineData("1", "1")]
    [InlineData("1, 2")]
    public void Versions_are_named_once_each(params string[] versions) => Assert.Throws<ArgumentException>(() => new VersionsAttribute(versions));

    private static Task<TestGateway> StartAsync() => TestGateway.StartAsync(
    [
        TestFunction.Of("Cats", "get head", "cats", [AllowAnonymous, Versions("1", "2", Deprecated = ["0"], Default = "1")] (context) => context.Request.ApiVersion()),
        TestFunction.Of("Dogs", "get head", "v{version}/dogs", [AllowAnonymous, Versions("1", "2")] (context) => context.Request.ApiVersion()),
        TestFunction.Of("Birds", "get head", "birds", [AllowAnonymous, Versions("1", "2")] (context) => context.Request.ApiVersion()),
        TestFunction.Of("Old", "get head", "old",
            [AllowAnonymous, Deprecated("2026-01-01", Sunset = "2026-12-31", Link = "https://example.com/why", Successor = "/api/v2/old")] (context) => Results.Ok()),
        TestFunction.Of("Older", "get head", "older", [AllowAnonymous, Deprecated("2026-01-01", Sunset = "2026-12-31")] (context) => Results.NotFound()),
    ]);
}
