using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>Tokens of a real issuer, found by OpenID Connect discovery.</summary>
public sealed class IssuerTests : IDisposable
{
    private const string Authority = "https://issuer.test/";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly TestFunction[] Functions = [TestFunction.Of("Write", "post", "write", [RequireScope("cats:write")] (context) => "ok")];

    public void Dispose()
    {
        _rsa.Dispose();
        _ec.Dispose();
    }

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256, 200)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256, 200)]
    [InlineData(SecurityAlgorithms.EcdsaSha256, 200)]
    [InlineData(SecurityAlgorithms.RsaSha512, 401)]
    public async Task The_listed_algorithms_are_accepted_and_no_other(string algorithm, int status)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/write", token: Token(algorithm: algorithm));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Scopes_are_read_from_scp_too()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/write", token: Token(scopeClaim: "scp"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.test/", "api", 60)]
    [InlineData(Authority, "another-api", 60)]
    [InlineData(Authority, "api", -5)]
    public async Task Another_issuer_or_audience_or_an_expired_token_is_refused(string issuer, string audience, int minutes)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/write", token: Token(issuer, audience, minutes));

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task The_public_key_is_no_HMAC_secret()
    {
        await using var gateway = await StartAsync();
        var key = new SymmetricSecurityKey(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = "rsa" };

        using var response = await gateway.SendAsync("POST", "/api/write", token: Token(credentials: new SigningCredentials(key, SecurityAlgorithms.HmacSha256)));

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
        await using var gateway = await StartAsync(handler: new Discovery(_ => new HttpResponseMessage(HttpStatusCode.BadGateway)));

        using var response = await gateway.SendAsync("POST", "/api/write", token: Token());

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    private Task<TestGateway> StartAsync(Action<IServiceCollection>? configure = null, HttpMessageHandler? handler = null) =>
        TestGateway.StartAsync(Functions, services =>
        {
            services.Configure<GatewayAuthenticationOptions>(options =>
            {
                options.Authority = new Uri(Authority);
                options.Audience = "api";
                options.KeysTimeout = TimeSpan.FromSeconds(30);
            });
            services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.BackchannelHttpHandler = handler ?? new Discovery(Answer));
            configure?.Invoke(services);
        });

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        if (request.RequestUri!.AbsolutePath.EndsWith("openid-configuration", StringComparison.Ordinal))
        {
            return Json($$"""{"issuer":"{{Authority}}","jwks_uri":"{{Authority}}keys"}""");
        }

        var rsa = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_rsa.ExportParameters(false)) { KeyId = "rsa" });
        var ec = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(_ec.ExportParameters(false))) { KeyId = "ec" });
        return Json($$"""{"keys":[{"kty":"RSA","kid":"rsa","n":"{{rsa.N}}","e":"{{rsa.E}}"},{"kty":"EC","kid":"ec","crv":"P-256","x":"{{ec.X}}","y":"{{ec.Y}}"}]}""");
    }

    private static HttpResponseMessage Json(string body) => new() { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private string Token(
        string issuer = Authority, string audience = "api", int minutes = 60, string scopeClaim = "scope", string algorithm = SecurityAlgorithms.RsaSha256, SigningCredentials? credentials = null)
    {
        SecurityKey key = algorithm.StartsWith('E') ? new ECDsaSecurityKey(_ec) { KeyId = "ec" } : new RsaSecurityKey(_rsa) { KeyId = "rsa" };
        var now = new DateTime(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now.AddHours(-1),
            NotBefore = now.AddHours(-1),
            Expires = now.AddMinutes(minutes),
            Claims = new Dictionary<string, object> { [scopeClaim] = "cats:write", ["sub"] = "ann" },
            SigningCredentials = credentials ?? new SigningCredentials(key, algorithm),
        });
    }

    private sealed class Discovery(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
