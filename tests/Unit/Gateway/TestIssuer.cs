using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>An issuer whose discovery document and keys come over a handler instead of a network: its keys can be rotated, and it can be down.</summary>
internal sealed class TestIssuer(string authority) : HttpMessageHandler
{
    public const string Audience = "api";

    private const string CurveId = "curve";

    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int _number = 1;
    private int _fetches;

    public string Authority { get; } = authority;

    public RSA Key { get; private set; } = RSA.Create(2048);

    public string KeyId => $"key-{_number}";

    public bool IsDown { get; set; }

    public int Fetches => _fetches;

    public void Rotate()
    {
        Key = RSA.Create(2048);
        _number++;
    }

    /// <summary>The options that trust this issuer.</summary>
    public void Trust(IServiceCollection services, Action<GatewayAuthenticationOptions>? configure = null)
    {
        services.Configure<GatewayAuthenticationOptions>(options =>
        {
            options.Authority = new Uri(Authority);
            options.Audience = Audience;
            options.KeysTimeout = TimeSpan.FromSeconds(30);
            options.KeysRefreshInterval = TimeSpan.FromSeconds(1);
            configure?.Invoke(options);
        });
        services.ConfigureAll<JwtBearerOptions>(options => options.BackchannelHttpHandler = this);
    }

    /// <summary>One of the issuer's keys, with an algorithm for it.</summary>
    public SigningCredentials Credentials(string algorithm) =>
        new(algorithm.StartsWith('E') ? new ECDsaSecurityKey(_curve) { KeyId = CurveId } : new RsaSecurityKey(Key) { KeyId = KeyId }, algorithm);

    /// <summary>A token that is right in every way but those named.</summary>
    public string Token(Action<SecurityTokenDescriptor>? change = null, SigningCredentials? credentials = null)
    {
        var now = new DateTime(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            Claims = new Dictionary<string, object> { ["sub"] = "ann", ["scope"] = "cats:write" },
            SigningCredentials = credentials ?? Credentials(SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>A token of any header and payload, signed with the issuer's key unless another signature is given.</summary>
    public string Handmade(string header, string payload, Func<byte[], byte[]>? sign = null)
    {
        var content = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        var bytes = Encoding.ASCII.GetBytes(content);
        return $"{content}.{Base64UrlEncoder.Encode(sign?.Invoke(bytes) ?? Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _fetches);
        if (IsDown || !request.RequestUri!.AbsoluteUri.StartsWith(Authority, StringComparison.Ordinal))
        {
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway));
        }

        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(Key.ExportParameters(false)));
        var curve = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(_curve));
        return Task.FromResult(new HttpResponseMessage
        {
            Content = new StringContent(
                request.RequestUri.AbsolutePath.EndsWith("openid-configuration", StringComparison.Ordinal)
                    ? $$"""{"issuer":"{{Authority}}","jwks_uri":"{{Authority}}keys"}"""
                    : $$"""{"keys":[{"kty":"RSA","kid":"{{KeyId}}","n":"{{key.N}}","e":"{{key.E}}"},{"kty":"EC","kid":"{{CurveId}}","crv":"P-256","x":"{{curve.X}}","y":"{{curve.Y}}"}]}""",
                Encoding.UTF8,
                "application/json"),
        });
    }
}
