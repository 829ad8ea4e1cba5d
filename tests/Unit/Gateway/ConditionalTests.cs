using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class ConditionalTests
{
    private int _number;

    [Theory]
    [InlineData("plain")]
    [InlineData("result")]
    [InlineData("text")]
    [InlineData("content")]
    public async Task An_answer_without_a_version_gets_a_weak_tag_and_304_while_it_is_the_same(string path)
    {
        await using var gateway = await StartAsync();

        using var first = await gateway.SendAsync("GET", $"/api/{path}");
        using var again = await gateway.SendAsync("GET", $"/api/{path}", headers: [("If-None-Match", first.Headers.ETag!.ToString())]);
        _number = 1;
        using var changed = await gateway.SendAsync("GET", $"/api/{path}", headers: [("If-None-Match", first.Headers.ETag!.ToString())]);

        Assert.True(first.Headers.ETag!.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("result")]
    public async Task HEAD_has_the_tag_of_GET(string path)
    {
        await using var gateway = await StartAsync();

        using var get = await gateway.SendAsync("GET", $"/api/{path}");
        using var head = await gateway.SendAsync("HEAD", $"/api/{path}");

        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
    }

    [Fact]
    public async Task A_list_of_tags_and_the_star_are_understood()
    {
        await using var gateway = await StartAsync();
        using var first = await gateway.SendAsync("GET", "/api/plain");

        using var list = await gateway.SendAsync("GET", "/api/plain", headers: [("If-None-Match", $"\"x\", {first.Headers.ETag}")]);
        using var star = await gateway.SendAsync("GET", "/api/plain", headers: [("If-None-Match", "*")]);

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.NotModified), (list.StatusCode, star.StatusCode));
    }

    [Theory]
    [InlineData("GET", "secret")]
    [InlineData("GET", "missing")]
    [InlineData("POST", "plain")]
    public async Task What_is_not_kept_fails_or_is_no_read_has_no_tag(string method, string path)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync(method, $"/api/{path}");

        Assert.Null(response.Headers.ETag);
    }

    [Fact]
    public async Task A_streams_bytes_are_not_held_back_for_a_tag()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/stream");

        Assert.Null(response.Headers.ETag);
        Assert.Equal("data: 1\n\n", await response.TextAsync());
    }

    [Fact]
    public async Task Where_a_version_is_needed_a_change_without_one_is_refused()
    {
        await using var gateway = await StartAsync();

        using var without = await gateway.SendAsync("PUT", "/api/guarded");
        using var with = await gateway.SendAsync("PUT", "/api/guarded", headers: [("If-Match", "\"v1\"")]);

        var problem = await without.ShouldBeProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        Assert.Equal([("/If-Match", "required")], problem.Errors());
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    private Task<TestGateway> StartAsync() => TestGateway.StartAsync(
    [
        TestFunction.Of("Plain", "get head post", "plain", [AllowAnonymous] (context) => new { Number = _number }),
        TestFunction.Of("Result", "get head", "result", [AllowAnonymous] (context) => Results.Ok(new { Number = _number })),
        TestFunction.Of("Text", "get head", "text", [AllowAnonymous] (context) => Results.Text($"number {_number}")),
        TestFunction.Of("Content", "get head", "content", [AllowAnonymous] (context) => TypedResults.Content($"<p>{_number}</p>", "text/html")),
        TestFunction.Of("Secret", "get head", "secret", [AllowAnonymous] (context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return new { Number = _number };
        }),
        TestFunction.Of("Missing", "get head", "missing", [AllowAnonymous] (context) => Results.NotFound(new { Number = _number })),
        TestFunction.Of("Stream", "get head", "stream", [AllowAnonymous] (context) => TypedResults.ServerSentEvents(One())),
        TestFunction.Of("Guarded", "put", "guarded", [AllowAnonymous, RequireIfMatch] (context) => "done"),
    ]);

    private static async IAsyncEnumerable<string> One()
    {
        await Task.Yield();
        yield return "1";
    }
}
