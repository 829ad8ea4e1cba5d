using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class CachingTests
{
    private int _runs;

    [Theory]
    [InlineData("open", "public, max-age=60, stale-while-revalidate=30, stale-if-error=600", "max-age=300, stale-while-revalidate=30, stale-if-error=600")]
    [InlineData("closed", "private, max-age=60", null)]
    [InlineData("always", "public, no-cache", null)]
    public async Task An_answer_says_how_long_it_may_be_kept(string path, string cacheControl, string? cdn)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", $"/api/{path}", token: path == "closed" ? gateway.Token("read") : null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(cacheControl, Header(response, "Cache-Control"));
        Assert.Equal(cdn, Header(response, "CDN-Cache-Control"));
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("refused")]
    public async Task A_refusal_is_never_kept(string path)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", $"/api/{path}");

        Assert.Equal("no-store", Header(response, "Cache-Control"));
        Assert.Null(Header(response, "Surrogate-Key"));
    }

    [Fact]
    public async Task Tags_stand_in_both_headers_escaped()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/prices/a%20b,c");

        Assert.Equal("prices prices-a%20b%2Cc", Header(response, "Surrogate-Key"));
        Assert.Equal("prices,prices-a%20b%2Cc", Header(response, "Cache-Tag"));
    }

    [Fact]
    public async Task The_server_answers_again_without_the_function()
    {
        await using var gateway = await StartAsync();

        using var first = await gateway.SendAsync("GET", "/api/cached");
        using var second = await gateway.SendAsync("GET", "/api/cached");
        using var current = await gateway.SendAsync("GET", "/api/cached", headers: [("If-None-Match", first.Headers.ETag!.ToString())]);

        Assert.Equal(1, _runs);
        Assert.Equal(await first.TextAsync(), await second.TextAsync());
        Assert.Equal(("virga; fwd=miss; stored", "virga; hit"), (Header(first, "Cache-Status"), Header(second, "Cache-Status")));
        Assert.NotNull(second.Headers.Age);
        Assert.Null(first.Headers.Age);
        Assert.Equal(HttpStatusCode.NotModified, current.StatusCode);
        Assert.NotEqual(Header(first, "X-Request-Id"), Header(second, "X-Request-Id"));
        Assert.Equal("public, max-age=60", Header(second, "Cache-Control"));
    }

    [Theory]
    [InlineData("/api/cached?a=1&a=2", "/api/cached?a=2&a=1")]
    [InlineData("/api/cached?a=1&b=2", "/api/cached?b=2&a=1")]
    [InlineData("/api/items/Tom", "/api/items/tom")]
    [InlineData("/api/cached", "/api/cached?a=1")]
    public async Task Another_question_is_another_answer(string first, string second)
    {
        await using var gateway = await StartAsync();

        using var one = await gateway.SendAsync("GET", first);
        using var two = await gateway.SendAsync("GET", second);

        Assert.Equal(2, _runs);
        Assert.NotEqual(await one.TextAsync(), await two.TextAsync());
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Accept-Language", "nb")]
    [InlineData("X-Tenant", "bergen")]
    [InlineData("api-version", "2")]
    public async Task What_the_answer_depends_on_is_in_the_key(string header, string value)
    {
        await using var gateway = await StartAsync();

        using var poisoned = await gateway.SendAsync("GET", "/api/varied", headers: [(header, value)]);
        using var clean = await gateway.SendAsync("GET", "/api/varied");

        Assert.Equal(2, _runs);
        Assert.Contains("Accept-Language", clean.Headers.Vary);
    }

    [Fact]
    public async Task A_request_with_parameters_that_are_not_in_the_key_goes_past_the_cache()
    {
        await using var gateway = await StartAsync();

        using var odd = await gateway.SendAsync("GET", "/api/keyed?limit=1&callback=evil");
        using var first = await gateway.SendAsync("GET", "/api/keyed?limit=1");
        using var second = await gateway.SendAsync("GET", "/api/keyed?limit=1");
        using var other = await gateway.SendAsync("GET", "/api/keyed?limit=2");

        Assert.Equal(3, _runs);
        Assert.Equal("virga; fwd=bypass", Header(odd, "Cache-Status"));
        Assert.Equal("virga; hit", Header(second, "Cache-Status"));
    }

    [Fact]
    public async Task One_callers_answer_is_never_anothers()
    {
        await using var gateway = await StartAsync();
        var bob = gateway.Token("read", subject: "bob");

        using var ann = await gateway.SendAsync("GET", "/api/mine", token: gateway.Token("read"));
        using var annAgain = await gateway.SendAsync("GET", "/api/mine", token: gateway.Token("read", TimeSpan.FromMinutes(5)));
        using var annMore = await gateway.SendAsync("GET", "/api/mine", token: gateway.Token("read write"));
        using var other = await gateway.SendAsync("GET", "/api/mine", token: bob);
        using var nobody = await gateway.SendAsync("GET", "/api/mine");

        Assert.Equal(["ann 1", "ann 1", "ann 2", "bob 3"], [await ann.TextAsync(), await annAgain.TextAsync(), await annMore.TextAsync(), await other.TextAsync()]);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task Who_is_known_at_an_open_function_does_not_fill_the_cache_of_all()
    {
        await using var gateway = await StartAsync();

        using var known = await gateway.SendAsync("GET", "/api/greeting", token: gateway.Token("read"));
        using var stranger = await gateway.SendAsync("GET", "/api/greeting");

        Assert.Equal(("hello ann", "hello you"), (await known.TextAsync(), await stranger.TextAsync()));
    }

    [Fact]
    public async Task Only_who_may_asks_past_the_cache()
    {
        await using var gateway = await StartAsync();
        using var first = await gateway.SendAsync("GET", "/api/cached");

        using var unheard = await gateway.SendAsync("GET", "/api/cached", headers: [("Cache-Control", "no-cache")]);
        using var warm = await gateway.SendAsync("GET", "/api/cached", token: gateway.Token("cache:invalidate"));
        using var heard = await gateway.SendAsync("GET", "/api/cached", token: gateway.Token("cache:invalidate"), headers: [("Cache-Control", "max-age=0")]);

        Assert.Equal("virga; hit", Header(unheard, "Cache-Status"));
        Assert.Equal("virga; fwd=request; stored", Header(heard, "Cache-Status"));
        Assert.Equal(3, _runs);
    }

    [Theory]
    [InlineData("cookie")]
    [InlineData("unkept")]
    [InlineData("failing")]
    [InlineData("huge")]
    public async Task What_must_not_be_kept_is_not(string path)
    {
        await using var gateway = await StartAsync();

        using var first = await gateway.SendAsync("GET", $"/api/{path}");
        using var second = await gateway.SendAsync("GET", $"/api/{path}");

        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task A_kept_answer_reaches_every_client_in_the_coding_it_takes()
    {
        await using var gateway = await StartAsync();

        using var packed = await gateway.SendAsync("GET", "/api/long", headers: [("Accept-Encoding", "br")]);
        using var packedAgain = await gateway.SendAsync("GET", "/api/long", headers: [("Accept-Encoding", "br, gzip")]);
        using var plain = await gateway.SendAsync("GET", "/api/long");
        using var plainAgain = await gateway.SendAsync("GET", "/api/long");
        using var current = await gateway.SendAsync("GET", "/api/long", headers: [("Accept-Encoding", "br"), ("If-None-Match", packed.Headers.ETag!.ToString())]);

        Assert.Equal(("br", "br"), (packed.Content.Headers.ContentEncoding.Single(), packedAgain.Content.Headers.ContentEncoding.Single()));
        Assert.Equal("virga; hit", Header(packedAgain, "Cache-Status"));
        Assert.Equal(await packed.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), await packedAgain.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Empty(plainAgain.Content.Headers.ContentEncoding);
        Assert.StartsWith("{", await plainAgain.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, current.StatusCode);
        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task A_change_purges_before_its_answer_arrives()
    {
        await using var gateway = await StartAsync();
        using var before = await gateway.SendAsync("GET", "/api/prices/no");

        using var change = await gateway.SendAsync("PUT", "/api/prices/no");
        using var after = await gateway.SendAsync("GET", "/api/prices/no");
        using var other = await gateway.SendAsync("PUT", "/api/prices/se");
        using var still = await gateway.SendAsync("GET", "/api/prices/no");

        Assert.NotEqual(await before.TextAsync(), await after.TextAsync());
        Assert.Equal("virga; hit", Header(still, "Cache-Status"));
    }

    [Fact]
    public async Task A_purge_by_hand_reaches_every_cache()
    {
        var cdn = new RecordingPurger();
        await using var gateway = await StartAsync(services => services.AddSingleton<ICachePurger>(cdn));
        using var before = await gateway.SendAsync("GET", "/api/prices/no");

        await gateway.Services.GetRequiredService<CachePurges>().PurgeAsync(["prices"], ["/api/prices/no"], TestContext.Current.CancellationToken);
        using var after = await gateway.SendAsync("GET", "/api/prices/no");

        Assert.NotEqual(await before.TextAsync(), await after.TextAsync());
        var purge = Assert.Single(cdn.Purges);
        Assert.Equal("prices /api/prices/no", $"{purge.Tags.Single()} {purge.Paths.Single()}");
    }

    [Fact]
    public void A_CDN_never_gets_what_needs_a_token()
    {
        var faults = new List<string>();
        FunctionRules.Check(TestFunction.Of("F", "get head", "f", [RequireScope("a"), CacheFor(60, Cdn = 60)] (context) => "x").Endpoint, faults);
        FunctionRules.Check(TestFunction.Of("G", "post", "g", [AllowAnonymous, CacheFor(60)] (context) => "x").Endpoint, faults);
        FunctionRules.Check(TestFunction.Of("H", "get head", "h", [AllowAnonymous, CacheFor(0, Server = true)] (context) => "x").Endpoint, faults);
        FunctionRules.Check(TestFunction.Of("I", "get head", "i", [AllowAnonymous, Idempotent] (context) => "x").Endpoint, faults);

        Assert.Equal(4, faults.Count);
        Assert.All("FGHI", (name, index) => Assert.Contains($"'{name}'", faults[index], StringComparison.Ordinal));
    }

    private Task<TestGateway> StartAsync(Action<IServiceCollection>? configure = null) => TestGateway.StartAsync(
    [
        TestFunction.Of("Open", "get head", "open", [AllowAnonymous, CacheFor(60, Cdn = 300, StaleWhileRevalidate = 30, StaleIfError = 600)] (context) => Next()),
        TestFunction.Of("Closed", "get head", "closed", [RequireScope("read"), CacheFor(60)] (context) => Next()),
        TestFunction.Of("Always", "get head", "always", [AllowAnonymous, CacheFor(0)] (context) => Next()),
        TestFunction.Of("Absent", "get head", "absent", [AllowAnonymous, CacheFor(60), CacheTag("x")] (context) => Results.NotFound()),
        TestFunction.Of("Refused", "get head", "refused", [AllowAnonymous, CacheFor(60), CacheTag("x")] (context) => throw new GatewayException(409, "not-now", "Later.")),
        TestFunction.Of("Prices", "get head", "prices/{country}", [AllowAnonymous, CacheFor(60, Server = true), CacheTag("prices"), CacheTag("prices-{country}")] (context) => Next()),
        TestFunction.Of("SetPrices", "put", "prices/{country}", [AllowAnonymous, CacheTag("prices-{country}")] (context) => "set"),
        TestFunction.Of("Cached", "get head", "cached", [AllowAnonymous, CacheFor(60, Server = true)] (context) => Next()),
        TestFunction.Of("Items", "get head", "items/{id}", [AllowAnonymous, CacheFor(60, Server = true)] (context) => Next()),
        TestFunction.Of("Varied", "get head", "varied", [AllowAnonymous, CacheFor(60, Server = true, VaryByHeader = ["Accept-Language"]), HeaderParameter<string>("X-Tenant"), Versions("1", "2", Default = "1")] (context) => Next()),
        TestFunction.Of("Keyed", "get head", "keyed", [AllowAnonymous, CacheFor(60, Server = true, VaryByQuery = ["limit"])] (context) => Next()),
        TestFunction.Of("Long", "get head", "long", [AllowAnonymous, CacheFor(60, Server = true)] (context) => new { Text = new string('a', 5000), Number = ++_runs }),
        TestFunction.Of("Mine", "get head", "mine", [RequireScope("read"), CacheFor(60, Server = true)] (context) => $"{context.User.FindFirst("sub")?.Value} {++_runs}"),
        TestFunction.Of("Greeting", "get head", "greeting", [AllowAnonymous, CacheFor(60, Server = true)] (context) => $"hello {context.User.FindFirst("sub")?.Value ?? "you"}"),
        TestFunction.Of("Cookie", "get head", "cookie", [AllowAnonymous, CacheFor(60, Server = true)] (context) =>
        {
            context.Response.Headers.SetCookie = "a=b";
            return Next();
        }),
        TestFunction.Of("Unkept", "get head", "unkept", [AllowAnonymous, CacheFor(60, Server = true)] (context) =>
        {
            context.Response.Headers.CacheControl = "private";
            return Next();
        }),
        TestFunction.Of("Huge", "get head", "huge", [AllowAnonymous, CacheFor(60, Server = true)] (context) => new { Number = ++_runs, Text = new string('a', 1024 * 1024) }),
        TestFunction.Of("Failing", "get head", "failing", [AllowAnonymous, CacheFor(60, Server = true)] (context) => Results.NotFound(Next())),
    ], configure);

    private object Next() => new { Number = ++_runs };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private sealed class RecordingPurger : ICachePurger
    {
        public List<CachePurge> Purges { get; } = [];

        public bool IsLocal => false;

        public Task PurgeAsync(CachePurge purge, CancellationToken cancellationToken)
        {
            Purges.Add(purge);
            return Task.CompletedTask;
        }
    }
}
