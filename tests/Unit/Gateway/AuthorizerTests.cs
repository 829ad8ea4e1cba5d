using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virga.Documents;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>Custom authorizers, with the semantics of API Gateway's Lambda authorizers.</summary>
public sealed class AuthorizerTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("First", "get head", "first", [Authorizer("custom")] (context) => $"{context.User.FindFirst("sub")?.Value} of {context.User.FindFirst("tenant")?.Value}"),
        TestFunction.Of("Keyed", "get head", "keyed", [Authorizer("custom"), RequireApiKey] (context) => context.GetApiKey()!.Name),
        TestFunction.Of("Scoped", "get head", "scoped", [Authorizer("custom"), RequireScope("cats:write"), RequireRole("boss")] (context) => "ok"),
        TestFunction.Of("Second", "get head", "second", [Authorizer("custom")] (context) => "ok"),
        TestFunction.Of("Wanting", "get head", "wanting", [Authorizer("custom"), RequireScope("dogs:write")] (context) => "ok"),
    ];

    private readonly CountingAuthorizer _authorizer = new();

    [Fact]
    public async Task What_the_authorizer_found_out_is_the_caller()
    {
        await using var gateway = await StartAsync();

        using var response = await SendAsync(gateway, "/api/first", "ann");

        Assert.Equal("ann of t1", await response.TextAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Without_an_identity_source_the_answer_is_401_and_nobody_is_asked(string? who)
    {
        await using var gateway = await StartAsync();

        using var response = await SendAsync(gateway, "/api/first", who);

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal(0, _authorizer.Asked);
    }

    [Fact]
    public async Task All_identity_sources_are_needed()
    {
        await using var gateway = await StartAsync(settings => settings.FromQuery("tenant"));

        using var without = await SendAsync(gateway, "/api/first", "ann");
        using var with = await SendAsync(gateway, "/api/first?tenant=1", "ann");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (without.StatusCode, with.StatusCode));
    }

    [Fact]
    public async Task A_denied_caller_gets_403_and_that_is_remembered_too()
    {
        _authorizer.Decide = (_, _) => ValueTask.FromResult(AuthorizerResult.Deny());
        await using var gateway = await StartAsync();

        using var first = await SendAsync(gateway, "/api/first", "ann");
        using var second = await SendAsync(gateway, "/api/first", "ann");

        await first.ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        await second.ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(1, _authorizer.Asked);
    }

    [Fact]
    public async Task An_unauthorized_caller_gets_401_by_answer_or_by_exception()
    {
        await using var gateway = await StartAsync(settings => settings.Challenge = "Custom");
        _authorizer.Decide = (_, _) => ValueTask.FromResult(AuthorizerResult.Unauthorized());
        using var answered = await SendAsync(gateway, "/api/first", "ann");
        _authorizer.Decide = (_, _) => throw new UnauthorizedAccessException();
        using var thrown = await SendAsync(gateway, "/api/first", "bob");

        await answered.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        await thrown.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Custom", thrown.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_failing_authorizer_is_500_that_tells_nothing_and_is_not_remembered()
    {
        await using var gateway = await StartAsync();
        _authorizer.Decide = (_, _) => throw new InvalidOperationException("secret");
        using var first = await SendAsync(gateway, "/api/first", "ann");
        using var second = await SendAsync(gateway, "/api/first", "ann");

        var problem = await first.ShouldBeProblem(HttpStatusCode.InternalServerError, "authorizer-failed");
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, _authorizer.Asked);
    }

    [Fact]
    public async Task An_authorizer_that_does_not_answer_in_time_is_500()
    {
        await using var gateway = await StartAsync();
        var asked = new TaskCompletionSource();
        _authorizer.Decide = async (_, _) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return AuthorizerResult.Deny();
        };

        var sending = SendAsync(gateway, "/api/first", "ann");
        await asked.Task;
        gateway.Time.Advance(TimeSpan.FromSeconds(10));
        using var response = await sending;

        await response.ShouldBeProblem(HttpStatusCode.InternalServerError, "authorizer-failed");
    }

    [Fact]
    public async Task An_answer_counts_for_five_minutes_and_for_every_function()
    {
        await using var gateway = await StartAsync();
        using var first = await SendAsync(gateway, "/api/first", "ann");
        using var second = await SendAsync(gateway, "/api/second", "ann");
        using var other = await SendAsync(gateway, "/api/first", "bob");
        Assert.Equal(2, _authorizer.Asked);

        gateway.Time.Advance(TimeSpan.FromSeconds(299));
        using var almost = await SendAsync(gateway, "/api/first", "ann");
        Assert.Equal(2, _authorizer.Asked);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        using var later = await SendAsync(gateway, "/api/first", "ann");
        Assert.Equal(3, _authorizer.Asked);
    }

    [Fact]
    public async Task With_the_function_in_the_identity_an_answer_says_nothing_of_another_function()
    {
        await using var gateway = await StartAsync(settings => settings.PerFunction());
        _authorizer.Decide = (request, _) => ValueTask.FromResult(request.Path.Value!.EndsWith("first", StringComparison.Ordinal) ? AuthorizerResult.Allow("ann") : AuthorizerResult.Deny());

        using var first = await SendAsync(gateway, "/api/first", "ann");
        using var second = await SendAsync(gateway, "/api/second", "ann");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, 2), (first.StatusCode, second.StatusCode, _authorizer.Asked));
    }

    [Fact]
    public async Task Two_sources_cannot_be_cut_differently_into_one_identity()
    {
        await using var gateway = await StartAsync(settings => settings.FromQuery("tenant"));
        using var first = await SendAsync(gateway, "/api/first?tenant=bc", "a");
        using var second = await SendAsync(gateway, "/api/first?tenant=c", "ab");

        Assert.Equal(2, _authorizer.Asked);
    }

    [Fact]
    public async Task Without_a_cache_every_request_asks()
    {
        await using var gateway = await StartAsync(settings => settings.CacheFor = TimeSpan.Zero);
        using var first = await SendAsync(gateway, "/api/first", "ann");
        using var second = await SendAsync(gateway, "/api/first", "ann");

        Assert.Equal(2, _authorizer.Asked);
    }

    [Fact]
    public async Task Scopes_and_roles_are_asked_of_what_the_authorizer_found_out_and_not_of_a_token()
    {
        await using var gateway = await StartAsync();
        using var both = await SendAsync(gateway, "/api/scoped", "ann");
        using var wanting = await gateway.SendAsync("GET", "/api/wanting", token: gateway.Token("dogs:write"), headers: [("X-Who", "ann")]);

        Assert.Equal(HttpStatusCode.OK, both.StatusCode);
        await wanting.ShouldBeProblem(HttpStatusCode.Forbidden, "insufficient-scope");
    }

    [Fact]
    public async Task The_authorizer_may_say_which_API_key_the_request_counts_on()
    {
        await using var gateway = await StartAsync();
        var made = await gateway.Services.GetRequiredService<ApiKeys>().CreateAsync(new ApiKeyRequest("found"), TestContext.Current.CancellationToken);
        _authorizer.Decide = (_, _) => ValueTask.FromResult(AuthorizerResult.Allow("ann") with { ApiKey = made.Value });

        using var response = await SendAsync(gateway, "/api/keyed", "ann");

        Assert.Equal("found", await response.TextAsync());
    }

    [Fact]
    public async Task What_cannot_be_so_stops_the_start()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => TestGateway.StartAsync(Functions, services => services
            .AddAuthorizer<CountingAuthorizer>("custom", settings => settings.FromHeader("X-Who").CacheFor = TimeSpan.FromHours(2))
            .AddAuthorizer<CountingAuthorizer>("custom")
            .AddAuthorizer<CountingAuthorizer>("everybody")
            .AddAuthorizer<CountingAuthorizer>("slow", settings => settings.FromHeader("X-Who").Timeout = TimeSpan.FromMinutes(1))));

        Assert.Equal(4, fault.Failures.Count());
        Assert.Contains(fault.Failures, text => text.Contains("one caller's answer would count for all", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_authorizer_that_is_not_there_stops_the_start()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        var faults = gateway.Faults();

        Assert.Contains(faults, text => text.Contains("'First' has [Authorizer(\"custom\")], but there is no such authorizer", StringComparison.Ordinal));
    }

    private Task<TestGateway> StartAsync(Action<AuthorizerSettings>? configure = null) => TestGateway.StartAsync(Functions, services => services
        .AddSingleton<IDocumentStore>(new MemoryStore())
        .AddSingleton(_authorizer)
        .AddAuthorizer<CountingAuthorizer>("custom", settings =>
        {
            settings.FromHeader("X-Who");
            configure?.Invoke(settings);
        }));

    private static Task<HttpResponseMessage> SendAsync(TestGateway gateway, string path, string? who) =>
        gateway.SendAsync("GET", path, headers: who is null ? [] : [("X-Who", who)]);
}
