using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Support;
using Virga.Documents;
using Virga.Gateway;

namespace Integration.Security;

/// <summary>What is forwarded and what is not: whoever asks cannot choose where to, nor hand over or learn what is not theirs.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private EchoBackend _backend = null!;

    public async ValueTask InitializeAsync() => _backend = await EchoBackend.StartAsync();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Method_path_query_and_body_arrive_and_status_and_headers_come_back()
    {
        _backend.Answer = context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers.Location = "/invoices/7";
            return context.Response.WriteAsync("made");
        };
        await using var app = await StartAsync();

        using var response = await app.SendRawAsync("/api/billing/invoices/a%20b?x=1&y=%2F", "POST", new StringContent("body"));

        var received = Assert.Single(_backend.Received);
        Assert.Equal(("POST", "/base/invoices/a%20b?x=1&y=%2F", "body"), (received.Method, received.Target, received.Body));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/invoices/7", response.Headers.Location?.ToString());
        Assert.Equal("made", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("gateway", Assert.Single(response.Headers.GetValues("X-Served-By")));
        Assert.Equal("test", received.Headers["X-Stage"]);
    }

    [Fact]
    public async Task Credentials_cookies_and_made_up_forwarding_headers_stay_here()
    {
        await using var app = await StartAsync();

        using var response = await app.SendRawAsync(
            "/api/billing/x", headers:
            [
                ("Authorization", "Bearer secret"), ("Cookie", "session=1"), ("X-Api-Key", "key"), ("x-functions-key", "key"), ("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Host", "evil.example"),
                ("Forwarded", "for=1.2.3.4;host=evil.example"), ("X-MS-CLIENT-PRINCIPAL", "e30="), ("X-Original-URL", "/admin"), ("Proxy-Authorization", "Basic eDp5"), ("Connection", "X-Private"), ("X-Private", "1"), ("X-Kept", "yes"),
            ]);

        var headers = Assert.Single(_backend.Received).Headers;
        Assert.All(
            (string[])["Authorization", "Cookie", "X-Api-Key", "x-functions-key", "X-Forwarded-For", "X-Forwarded-Host", "X-MS-CLIENT-PRINCIPAL", "X-Original-URL", "Proxy-Authorization"],
            name => Assert.False(headers.ContainsKey(name), name));
        Assert.Equal("yes", headers["X-Kept"]);
        Assert.Equal("for=127.0.0.1;proto=http", headers["Forwarded"]);
        Assert.Equal(_backend.Address.Authority, headers["Host"]);
        Assert.Equal(Assert.Single(response.Headers.GetValues("X-Request-Id")), headers["X-Request-Id"]);
    }

    [Fact]
    public async Task A_key_stays_here_in_whatever_header_it_comes()
    {
        await using var app = await ProxyingApp.StartAsync(
            [("Addresses:0", $"{_backend.Address}base/")], services => services.Configure<ApiKeyOptions>(options => options.Header = "X-Team-Key"));

        using var response = await app.SendRawAsync("/api/billing/x", headers: [("x-team-key", "key"), ("X-Api-Key", "the backend's own")]);

        var headers = Assert.Single(_backend.Received).Headers;
        Assert.False(headers.ContainsKey("X-Team-Key"));
        Assert.Equal("the backend's own", headers["X-Api-Key"]);
    }

    [Fact]
    public async Task What_the_backend_is_configured_to_get_goes_along()
    {
        _backend.Answer = context =>
        {
            context.Response.Headers.SetCookie = "a=b";
            return Task.CompletedTask;
        };
        await using var app = await StartAsync(("PassAuthorization", "true"), ("PassCookies", "true"), ("Headers:X-Backend-Key", "k"));

        using var response = await app.SendRawAsync("/api/billing/x", headers: [("Authorization", "Bearer own"), ("Cookie", "session=1"), ("X-Backend-Key", "forged")]);

        var headers = Assert.Single(_backend.Received).Headers;
        Assert.Equal(("Bearer own", "session=1", "k"), (headers["Authorization"], headers["Cookie"], headers["X-Backend-Key"]));
        Assert.Equal("a=b", Assert.Single(response.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task What_a_backend_says_of_itself_of_cookies_and_of_CORS_does_not_come_back()
    {
        _backend.Answer = context =>
        {
            var headers = context.Response.Headers;
            (headers["X-Powered-By"], headers.SetCookie, headers.AccessControlAllowOrigin, headers["X-Request-Id"]) = ("php", "a=b", "*", "theirs");
            return Task.CompletedTask;
        };
        await using var app = await StartAsync();

        using var response = await app.SendRawAsync("/api/billing/x");

        Assert.All((string[])["X-Powered-By", "Set-Cookie", "Access-Control-Allow-Origin"], name => Assert.False(response.Headers.Contains(name), name));
        Assert.NotEqual("theirs", Assert.Single(response.Headers.GetValues("X-Request-Id")));
    }

    [Theory]
    [InlineData("/api/billing/%252e%252e/secret")]
    [InlineData("/api/billing/a/%252e%252e%252fsecret")]
    [InlineData("/api/billing/%25252e%25252e/secret")]
    [InlineData("/api/billing/..%2fsecret")]
    [InlineData("/api/billing/a%2f..%2f..%2fsecret")]
    [InlineData("/api/billing/..%5csecret")]
    [InlineData("/api/billing/a%0d%0aX-Injected:%201")]
    [InlineData("/api/billing/%2e%252e/secret")]
    public async Task A_path_that_leads_out_of_the_backends_own_is_refused(string target)
    {
        await using var app = await StartAsync();

        using var response = await app.SendRawAsync(target);

        await ShouldBeAsync(response, 400, "invalid-parameter");
        Assert.Empty(_backend.Received);
    }

    [Theory]
    [InlineData("/api/billing//evil.example/x", "/base/evil.example/x")]
    [InlineData("/api/billing/@evil.example", "/base/%40evil.example")]
    [InlineData("/api/billing/http://evil.example/x", "/base/http%3A//evil.example/x")]
    [InlineData("/api/billing/x%3Fadmin=1%23", "/base/x%3Fadmin%3D1%23")]
    [InlineData("/api/billing/x?url=http://169.254.169.254/", "/base/x?url=http://169.254.169.254/")]
    [InlineData("/api/billing", "/base")]
    public async Task Whatever_a_path_looks_like_it_stays_below_the_configured_address(string target, string received)
    {
        await using var app = await StartAsync();

        using var response = await app.SendRawAsync(target, headers: [("Host", "169.254.169.254")]);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(received, Assert.Single(_backend.Received).Target);
    }

    [Fact]
    public async Task A_redirect_goes_to_the_client_and_is_not_followed()
    {
        _backend.Answer = context =>
        {
            context.Response.Redirect("http://169.254.169.254/latest/meta-data");
            return Task.CompletedTask;
        };
        await using var app = await StartAsync();

        using var response = await app.SendRawAsync("/api/billing/x");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Single(_backend.Received);
    }

    [Fact]
    public async Task A_backend_that_is_not_there_is_502_and_one_that_takes_too_long_504()
    {
        _backend.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        await using var slow = await StartAsync(("Timeout", "00:00:00.200"));
        await using var gone = await ProxyingApp.StartAsync(("Addresses:0", NobodyThere()));

        using var late = await slow.SendRawAsync("/api/billing/x");
        using var missing = await gone.SendRawAsync("/api/billing/x");

        await ShouldBeAsync(late, 504, "backend-timeout");
        await ShouldBeAsync(missing, 502, "backend-unreachable");
    }

    [Fact]
    public async Task Of_several_addresses_the_ones_that_are_not_reached_rest()
    {
        await using var app = await ProxyingApp.StartAsync(("Addresses:0", NobodyThere()), ("Addresses:1", _backend.Address.ToString()), ("HealthInterval", "00:10:00"));
        var statuses = new List<int>();

        for (var request = 0; request < 6; request++)
        {
            using var response = await app.SendRawAsync("/api/billing/x");
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal(1, statuses.Count(status => status == 502));
        Assert.Equal(5, statuses.Count(status => status == 200));
    }

    [Fact]
    public async Task A_backend_whose_probes_fail_is_503_until_they_do_not()
    {
        var isWell = false;
        _backend.Answer = context =>
        {
            context.Response.StatusCode = isWell ? 200 : 500;
            return Task.CompletedTask;
        };
        await using var app = await StartAsync(("HealthPath", "/well"), ("HealthInterval", "00:00:01"));

        using var refused = await Eventually.Value(
            async () => await app.SendRawAsync("/api/billing/x") is { StatusCode: HttpStatusCode.ServiceUnavailable } response ? response : null,
            "the backend rests",
            cancellationToken: TestContext.Current.CancellationToken);
        isWell = true;
        await Eventually.True(async () => await StatusAsync(app) == 200, "the backend is asked again", cancellationToken: TestContext.Current.CancellationToken);

        await ShouldBeAsync(refused, 503, "backend-unavailable");
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("Addresses:1", "ftp://files.example")]
    [InlineData("Addresses:1", "http://user:pass@service")]
    [InlineData("Headers:Transfer-Encoding", "chunked")]
    [InlineData("Timeout", "01:00:00")]
    public async Task A_backend_that_cannot_be_used_stops_the_start(string name, string value)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync((name, value)));

        Assert.Contains("Gateway:Backends:billing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backend_that_is_not_configured_stops_the_start()
    {
        var refused = await Assert.ThrowsAsync<DefinitionException>(() => ProxyingApp.StartAsync());

        Assert.Contains("'billing'", refused.Faults.Single(), StringComparison.Ordinal);
    }

    private Task<ProxyingApp> StartAsync(params (string Name, string? Value)[] settings) =>
        ProxyingApp.StartAsync([("Addresses:0", $"{_backend.Address}base/"), .. settings]);

    private static string NobodyThere() => $"http://127.0.0.1:{Loopback.FreePort()}";

    private static async Task<int> StatusAsync(ProxyingApp app)
    {
        using var response = await app.SendRawAsync("/api/billing/x");
        return (int)response.StatusCode;
    }

    private static async Task ShouldBeAsync(HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        using var problem = JsonDocument.Parse(text);
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
    }
}
