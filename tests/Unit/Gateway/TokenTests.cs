using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Support;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>Tokens of issuers: whose, for whom, and what happens when keys change or cannot be fetched.</summary>
public sealed class TokenTests : IDisposable
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Boss", "post", "boss", [RequireRole("boss", "chief")] (context) => "ok"),
        TestFunction.Of("Policy", "post", "policy", [Authorize(Policy = "adults")] (context) => "ok"),
        TestFunction.Of("Write", "post", "write", [RequireScope("cats:write")] (context) => context.User.FindFirst("sub")?.Value),
    ];

    private readonly TestIssuer _issuer = new("https://issuer.test/");

    public void Dispose() => _issuer.Dispose();

    [Fact]
    public async Task The_token_may_come_bare_as_API_Gateway_takes_it()
    {
        await using var gateway = await StartAsync();

        Assert.Equal(200, await StatusAsync(gateway, authorization: _issuer.Token()));
        Assert.Equal(200, await StatusAsync(gateway, authorization: "bearer   " + _issuer.Token()));
        Assert.Equal(401, await StatusAsync(gateway, authorization: "Basic " + _issuer.Token()));
    }

    [Fact]
    public async Task Two_authorization_headers_are_none()
    {
        await using var gateway = await StartAsync();
        var response = await gateway.Server.SendAsync(context =>
        {
            context.Request.Method = "POST";
            context.Request.Path = "/api/write";
            context.Request.Headers.Authorization = new(["Bearer " + _issuer.Token(), "Bearer " + _issuer.Token()]);
        }, TestContext.Current.CancellationToken);

        Assert.Equal(401, response.Response.StatusCode);
    }

    [Theory]
    [InlineData("boss", 200)]
    [InlineData("chief", 200)]
    [InlineData("Boss", 403)]
    [InlineData("worker", 403)]
    public async Task A_role_of_those_named_is_needed(string role, int status)
    {
        await using var gateway = await StartAsync();
        var token = _issuer.Token(descriptor => descriptor.Claims["roles"] = new[] { "other", role });

        Assert.Equal(status, await StatusAsync(gateway, "/api/boss", "Bearer " + token));
    }

    [Theory]
    [InlineData(20, 200)]
    [InlineData(10, 403)]
    public async Task A_named_policy_is_asked(int age, int status)
    {
        await using var gateway = await StartAsync(services: services => services.AddAuthorization(options =>
            options.AddPolicy("adults", policy => policy.RequireAssertion(context => int.Parse(context.User.FindFirst("age")!.Value, CultureInfo.InvariantCulture) >= 18))));
        var token = _issuer.Token(descriptor => descriptor.Claims["age"] = age);

        Assert.Equal(status, await StatusAsync(gateway, "/api/policy", "Bearer " + token));
    }

    [Fact]
    public async Task A_policy_that_is_not_there_stops_the_start()
    {
        await using var gateway = await StartAsync();

        var faults = gateway.Faults();

        Assert.Contains(faults, text => text.Contains("'Policy' asks for the policy 'adults', but there is none", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "mobile", 200)]
    [InlineData(null, "other", 401)]
    [InlineData("api", "mobile", 200)]
    [InlineData("api", "other", 401)]
    [InlineData("another-api", "mobile", 401)]
    public async Task A_token_without_audience_is_accepted_by_its_client_and_one_with_both_by_both(string? audience, string client, int status)
    {
        await using var gateway = await StartAsync(options => options.ClientIds.Add("mobile"));
        foreach (var claim in new[] { "client_id", "azp", "appid" })
        {
            var token = _issuer.Token(descriptor =>
            {
                descriptor.Audience = audience;
                descriptor.Claims[claim] = client;
            });

            Assert.Equal(status, await StatusAsync(gateway, authorization: "Bearer " + token));
        }
    }

    [Fact]
    public async Task Without_client_ids_a_token_needs_an_audience()
    {
        await using var gateway = await StartAsync();

        Assert.Equal(401, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Token(descriptor => descriptor.Audience = null)));
    }

    [Theory]
    [InlineData(-61, -1, 401)]
    [InlineData(-60, -1, 200)]
    [InlineData(0, 61, 401)]
    [InlineData(0, 59, 200)]
    public async Task Clocks_may_be_a_minute_apart(int expires, int notBefore, int status)
    {
        await using var gateway = await StartAsync();
        var now = gateway.Time.GetUtcNow().UtcDateTime;
        var token = _issuer.Token(descriptor =>
        {
            descriptor.IssuedAt = now.AddHours(-1);
            descriptor.Expires = expires == 0 ? now.AddHours(1) : now.AddSeconds(expires + 1);
            descriptor.NotBefore = expires == 0 ? now.AddSeconds(notBefore) : now.AddHours(-1);
        });

        Assert.Equal(status, await StatusAsync(gateway, authorization: "Bearer " + token));
    }

    [Fact]
    public async Task A_token_from_the_future_is_refused()
    {
        await using var gateway = await StartAsync();

        Assert.Equal(401, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Token(descriptor => descriptor.IssuedAt = descriptor.IssuedAt!.Value.AddMinutes(2))));
    }

    [Fact]
    public async Task A_challenge_says_what_is_wrong_and_nothing_of_the_token()
    {
        await using var gateway = await StartAsync();
        using var none = await gateway.SendAsync("POST", "/api/write");
        using var wrong = await gateway.SendAsync("POST", "/api/write", token: _issuer.Token(descriptor => descriptor.Audience = "x\", realm=\"evil"));
        using var old = await gateway.SendAsync("POST", "/api/write", token: _issuer.Token(descriptor =>
        {
            descriptor.NotBefore = descriptor.NotBefore!.Value.AddDays(-1);
            descriptor.IssuedAt = descriptor.NotBefore;
            descriptor.Expires = descriptor.Expires!.Value.AddDays(-1);
        }));

        Assert.Equal("Bearer", none.Headers.WwwAuthenticate.ToString());
        Assert.Equal("Bearer error=\"invalid_token\", error_description=\"The token is not valid\"", wrong.Headers.WwwAuthenticate.ToString());
        Assert.Equal("Bearer error=\"invalid_token\", error_description=\"The token has expired\"", old.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_new_key_is_found_by_its_unknown_id()
    {
        await using var gateway = await StartAsync();
        Assert.Equal(200, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Token()));
        _issuer.Rotate();
        var token = _issuer.Token();

        await Eventually.True(async () => await StatusAsync(gateway, authorization: "Bearer " + token) == 200, "the new key is known", cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Made_up_key_ids_do_not_make_the_gateway_fetch_and_fetch()
    {
        await using var gateway = await StartAsync(options => options.KeysRefreshInterval = TimeSpan.FromMinutes(5));
        Assert.Equal(200, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Token()));

        for (var i = 0; i < 30; i++)
        {
            var header = $$"""{"alg":"RS256","kid":"made-up-{{i}}"}""";
            Assert.Equal(401, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Handmade(header, """{"iss":"https://issuer.test/","aud":"api","exp":1795440000}""")));
        }

        Assert.InRange(_issuer.Fetches, 2, 6);
    }

    [Fact]
    public async Task While_the_issuer_is_down_the_keys_last_seen_go_on()
    {
        await using var gateway = await StartAsync();
        Assert.Equal(200, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Token()));
        _issuer.IsDown = true;

        Assert.Equal(401, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Handmade("""{"alg":"RS256","kid":"unknown"}""", "{}")));
        Assert.Equal(200, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Token()));
    }

    [Fact]
    public async Task Several_issuers_are_trusted_each_with_its_own_audience()
    {
        using var second = new TestIssuer("https://second.test/tenant/");
        await using var gateway = await StartAsync(
            options =>
            {
                var trusted = new TrustedIssuer { Authority = new Uri(second.Authority) };
                trusted.Audiences.Add("second-api");
                options.Authorities.Add(trusted);
            },
            services => services.Configure<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions>("Bearer:1", options => options.BackchannelHttpHandler = second));

        Assert.Equal(200, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Token()));
        Assert.Equal(200, await StatusAsync(gateway, authorization: "Bearer " + second.Token(descriptor => descriptor.Audience = "second-api")));
        Assert.Equal(401, await StatusAsync(gateway, authorization: "Bearer " + second.Token()));
        Assert.Equal(401, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Token(descriptor => descriptor.Audience = "second-api")));
        Assert.Equal(401, await StatusAsync(gateway, authorization: "Bearer " + second.Token(descriptor => descriptor.Issuer = _issuer.Authority)));
        Assert.Equal(401, await StatusAsync(gateway, authorization: "Bearer " + _issuer.Token(descriptor => descriptor.Issuer = second.Authority)));
    }

    [Fact]
    public async Task What_cannot_be_so_stops_the_start_with_all_faults()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options =>
        {
            options.Authority = new Uri("http://issuer.test");
            options.Audience = null;
            options.Algorithms.Add("HS256");
            options.ClockSkew = TimeSpan.FromHours(1);
            options.KeysTimeout = TimeSpan.Zero;
            options.Authorities.Add(new TrustedIssuer());
        }));

        Assert.Equal(7, fault.Failures.Count());
        Assert.Contains(fault.Failures, text => text.StartsWith("Authentication:Authorities:0:Authority", StringComparison.Ordinal));
    }

    private Task<TestGateway> StartAsync(Action<GatewayAuthenticationOptions>? configure = null, Action<IServiceCollection>? services = null) =>
        TestGateway.StartAsync(Functions, all =>
        {
            _issuer.Trust(all, configure);
            services?.Invoke(all);
        });

    private static async Task<int> StatusAsync(TestGateway gateway, string path = "/api/write", string? authorization = null)
    {
        using var response = await gateway.SendAsync("POST", path, headers: authorization is null ? [] : [("Authorization", authorization)]);
        return (int)response.StatusCode;
    }
}
