using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class AuthenticationTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Write", "post", "write", [RequireScope("cats:write")] (context) => context.User.FindFirst("sub")?.Value),
        TestFunction.Of("Either", "post", "either", [RequireScope("cats:write", "cats:admin")] (context) => "ok"),
        TestFunction.Of("Both", "post", "both", [RequireScope("cats:write"), RequireScope("topics:write")] (context) => "ok"),
        TestFunction.Of("Anyone", "post", "anyone", [Authorize] (context) => "ok"),
        TestFunction.Of("Role", "post", "role", [Authorize(Roles = "boss")] (context) => "ok"),
        TestFunction.Of("Open", "get head", "open", [AllowAnonymous] (context) => "ok"),
    ];

    [Fact]
    public async Task A_token_with_the_scope_is_let_in_as_its_subject()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/write", token: gateway.Token("other cats:write"));

        Assert.Equal("ann", await response.TextAsync());
        Assert.Equal("ann", gateway.Logs.Of("Virga.Gateway.Access").Single().Values["Principal"]);
    }

    [Fact]
    public async Task No_token_is_401_with_a_challenge_and_a_problem()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/write");

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_token_without_the_scope_is_403_that_names_the_scope()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/write", token: gateway.Token("cats:read cats:writer"));

        await response.ShouldBeProblem(HttpStatusCode.Forbidden, "insufficient-scope");
        Assert.Equal("Bearer error=\"insufficient_scope\", scope=\"cats:write\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("/api/either", "cats:admin", 200)]
    [InlineData("/api/either", "cats:read", 403)]
    [InlineData("/api/both", "cats:write topics:write", 200)]
    [InlineData("/api/both", "cats:write", 403)]
    [InlineData("/api/anyone", "", 200)]
    [InlineData("/api/role", "boss", 403)]
    public async Task Scopes_of_one_attribute_are_alternatives_and_attributes_add_up(string path, string scope, int status)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", path, token: gateway.Token(scope));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task An_anonymous_function_takes_a_bad_token_as_none()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/open", token: "rubbish");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_token_ends_with_its_lifetime()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);
        var token = gateway.Token("cats:write", TimeSpan.FromMinutes(5));

        gateway.Time.Advance(TimeSpan.FromMinutes(5));
        using var response = await gateway.SendAsync("POST", "/api/write", token: token);

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Contains("invalid_token", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Forgeries => [.. Forged().Keys];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_is_refused(string how)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/write", token: Forged()[how]);

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_token_signed_as_the_forged_ones_and_right_in_the_rest_is_let_in()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/write", token: Signed(gateway.Time, SecurityAlgorithms.HmacSha256, TestGateway.Key));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_key_development_tokens_are_refused()
    {
        await using var gateway = await TestGateway.StartAsync(
            Functions, services => services.Configure<GatewayOptions>(options => options.DevelopmentTokenKey = null));

        using var response = await gateway.SendAsync("POST", "/api/write", token: gateway.Token("cats:write"));

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public void A_short_key_is_refused() => Assert.Throws<ArgumentException>(() => new DevelopmentTokens(new byte[31], TimeProvider.System));

    [Fact]
    public void New_keys_are_random() => Assert.NotEqual(DevelopmentTokens.NewKey(), DevelopmentTokens.NewKey());

    [Theory]
    [InlineData("")]
    [InlineData("two scopes")]
    [InlineData("quo\"te")]
    public void A_scope_is_one_word(string scope) => Assert.ThrowsAny<ArgumentException>(() => new RequireScopeAttribute(scope));

    private static Dictionary<string, string> Forged()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        var good = new DevelopmentTokens(TestGateway.Key, time).Issue("cats:write", "ann");
        var parts = good.Split('.');
        return new Dictionary<string, string>
        {
            ["not a token"] = "rubbish",
            ["empty parts"] = "..",
            ["another key"] = new DevelopmentTokens(DevelopmentTokens.NewKey(), time).Issue("cats:write"),
            ["changed payload"] = $"{parts[0]}.{Base64(Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace("ann", "bob", StringComparison.Ordinal))}.{parts[2]}",
            ["no signature"] = $"{parts[0]}.{parts[1]}.",
            ["algorithm none"] = $"{Base64("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.",
            ["algorithm none with the old signature"] = $"{Base64("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.{parts[2]}",
            ["HS512 with the right key"] = Signed(time, SecurityAlgorithms.HmacSha512, [.. TestGateway.Key, .. TestGateway.Key]),
            ["another issuer"] = Signed(time, SecurityAlgorithms.HmacSha256, TestGateway.Key, issuer: "somebody"),
            ["another audience"] = Signed(time, SecurityAlgorithms.HmacSha256, TestGateway.Key, audience: "somebody"),
            ["not yet valid"] = Signed(time, SecurityAlgorithms.HmacSha256, TestGateway.Key, notBefore: time.GetUtcNow().AddMinutes(1)),
            ["without an end"] = Signed(time, SecurityAlgorithms.HmacSha256, TestGateway.Key, hasEnd: false),
        };
    }

    private static string Signed(
        TimeProvider time, string algorithm, byte[] key, string issuer = DevelopmentTokens.Issuer, string audience = DevelopmentTokens.Audience, DateTimeOffset? notBefore = null,
        bool hasEnd = true) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = time.GetUtcNow().UtcDateTime,
            NotBefore = (notBefore ?? time.GetUtcNow()).UtcDateTime,
            Expires = hasEnd ? time.GetUtcNow().AddHours(1).UtcDateTime : null,
            Claims = new Dictionary<string, object> { ["scope"] = "cats:write" },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), algorithm),
        });

    private static string Base64(string text) => Base64UrlEncoder.Encode(text);
}
