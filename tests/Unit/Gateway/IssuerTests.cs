using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>Tokens of a real issuer, found by OpenID Connect discovery.</summary>
public sealed class IssuerTests : IDisposable
{
    private const string Authority = "https://issuer.test/";

    private static readonly TestFunction[] Functions = [TestFunction.Of("Write", "post", "write", [RequireScope("cats:write")] (context) => "ok")];

    private readonly TestIssuer _issuer = new(Authority);

    public void Dispose() => _issuer.Dispose();

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256, 200)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256, 200)]
    [InlineData(SecurityAlgorithms.EcdsaSha256, 200)]
    [InlineData(SecurityAlgorithms.RsaSha512, 401)]
    public async Task The_listed_algorithms_are_accepted_and_no_other(string algorithm, int status)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/write", token: _issuer.Token(credentials: _issuer.Credentials(algorithm)));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Scopes_are_read_from_scp_too()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/write", token: _issuer.Token(token => token.Claims = new Dictionary<string, object> { ["sub"] = "ann", ["scp"] = "cats:write" }));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.test/", "api", 60)]
    [InlineData(Authority, "another-api", 60)]
    [InlineData(Authority, "api", -5)]
    public async Task Another_issuer_or_audience_or_an_expired_token_is_refused(string issuer, string audience, int minutes)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/write", token: _issuer.Token(token =>
        {
            (token.Issuer, token.Audience) = (issuer, audience);
            (token.NotBefore, token.Expires) = (token.IssuedAt!.Value.AddHours(-1), token.IssuedAt.Value.AddMinutes(minutes));
        }));

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task The_public_key_is_no_HMAC_secret()
    {
        await using var gateway = await StartAsync();
        var key = new SymmetricSecurityKey(Encoding.ASCII.GetBytes(_issuer.Key.ExportSubjectPublicKeyInfoPem())) { KeyId = _issuer.KeyId };

        using var response = await gateway.SendAsync("POST", "/api/write", token: _issuer.Token(credentials: new SigningCredentials(key, SecurityAlgorithms.HmacSha256)));

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_development_token_says_nothing_where_an_issuer_is_trusted_and_no_key_is_set()
    {
        await using var gateway = await StartAsync(services => services.Configure<GatewayOptions>(options => options.DevelopmentTokenKey = null));

        using var response = await gateway.SendAsync("POST", "/api/write", token: gateway.Token("cats:write"));

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task An_issuer_that_cannot_be_reached_lets_nobody_in()
    {
        await using var gateway = await StartAsync();
        _issuer.IsDown = true;

        using var response = await gateway.SendAsync("POST", "/api/write", token: _issuer.Token());

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    private Task<TestGateway> StartAsync(Action<IServiceCollection>? configure = null) =>
        TestGateway.StartAsync(Functions, services =>
        {
            _issuer.Trust(services);
            configure?.Invoke(services);
        });
}
