using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>Tokens made to be mistaken for real ones: every known way to confuse who signed what.</summary>
public sealed class TokenConfusionTests : IDisposable
{
    private const string Payload = """{"iss":"https://issuer.test/","aud":"api","sub":"ann","scope":"cats:write","nbf":1795000000,"iat":1795000000,"exp":1795440000}""";

    private static readonly TestFunction[] Functions = [TestFunction.Of("Write", "post", "write", [RequireScope("cats:write")] (context) => "ok")];

    private readonly TestIssuer _issuer = new("https://issuer.test/");
    private readonly RSA _attacker = RSA.Create(2048);

    public void Dispose()
    {
        _issuer.Dispose();
        _attacker.Dispose();
    }

    [Fact]
    public async Task The_same_token_rightly_signed_is_accepted()
    {
        await using var gateway = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await SendAsync(gateway, _issuer.Handmade("""{"alg":"RS256","kid":"key-1"}""", Payload)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    public async Task An_unsigned_token_is_refused_however_it_spells_it(string algorithm)
    {
        await using var gateway = await StartAsync();
        var header = $$"""{"alg":"{{algorithm}}","kid":"key-1"}""";

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade(header, Payload, _ => [])));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade(header, Payload)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade(header, Payload).Split('.') is [var first, var second, _] ? $"{first}.{second}" : ""));
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    public async Task The_public_key_is_no_secret_to_sign_with_in_any_of_its_forms(string algorithm)
    {
        await using var gateway = await StartAsync();
        var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_issuer.Key.ExportParameters(false)));
        byte[][] secrets =
        [
            Encoding.ASCII.GetBytes(_issuer.Key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(_issuer.Key.ExportRSAPublicKeyPem()),
            _issuer.Key.ExportSubjectPublicKeyInfo(), _issuer.Key.ExportRSAPublicKey(), Base64UrlEncoder.DecodeBytes(jwk.N), Encoding.ASCII.GetBytes(jwk.N), [],
        ];
        foreach (var secret in secrets)
        {
            var token = _issuer.Handmade($$"""{"alg":"{{algorithm}}","kid":"key-1"}""", Payload, content => algorithm switch
            {
                "HS256" => HMACSHA256.HashData(secret, content),
                "HS384" => HMACSHA384.HashData(secret, content),
                _ => HMACSHA512.HashData(secret, content),
            });

            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, token));
        }
    }

    [Theory]
    [InlineData("key-2")]
    [InlineData("KEY-1 ")]
    [InlineData("../../dev/null")]
    [InlineData("key-1' OR '1'='1")]
    [InlineData("key-1\\u0000")]
    [InlineData("https://attacker.test/key")]
    public async Task A_key_id_is_a_name_and_nothing_more(string kid)
    {
        await using var gateway = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade($$"""{"alg":"RS256","kid":"{{kid}}"}""", Payload, Sign)));
    }

    [Fact]
    public async Task A_token_without_a_key_id_is_refused()
    {
        await using var gateway = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade("""{"alg":"RS256"}""", Payload)));
    }

    [Theory]
    [InlineData("jku", "\"https://attacker.test/keys\"")]
    [InlineData("x5u", "\"https://attacker.test/cert\"")]
    [InlineData("jwk", null)]
    [InlineData("x5c", null)]
    public async Task Keys_that_a_token_brings_along_are_ignored_and_never_fetched(string name, string? value)
    {
        await using var gateway = await StartAsync();
        var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_attacker.ExportParameters(false)));
        using var certificate = new CertificateRequest("CN=attacker", _attacker, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(gateway.Time.GetUtcNow().AddDays(-1), gateway.Time.GetUtcNow().AddDays(1));
        var content = value ?? (name == "jwk" ? $$"""{"kty":"RSA","kid":"key-1","n":"{{jwk.N}}","e":"{{jwk.E}}"}""" : $"[\"{Convert.ToBase64String(certificate.RawData)}\"]");

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade($$"""{"alg":"RS256","kid":"key-1","{{name}}":{{content}}}""", Payload, Sign)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade($$"""{"alg":"RS256","{{name}}":{{content}}}""", Payload, Sign)));
        Assert.DoesNotContain(gateway.Logs.Of("Virga.Gateway"), entry => entry.Text.Contains("attacker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_critical_extension_nobody_here_knows_is_refused()
    {
        await using var gateway = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade("""{"alg":"RS256","kid":"key-1","crit":["b64"],"b64":false}""", Payload)));
    }

    [Fact]
    public async Task The_signature_covers_every_byte()
    {
        await using var gateway = await StartAsync();
        var good = _issuer.Handmade("""{"alg":"RS256","kid":"key-1"}""", Payload);
        var parts = good.Split('.');
        string[] changed =
        [
            $"{parts[0]}.{Base64UrlEncoder.Encode(Payload.Replace("ann", "bob", StringComparison.Ordinal))}.{parts[2]}",
            $"{Base64UrlEncoder.Encode("""{"alg":"RS256","kid":"key-1","typ":"JWT"}""")}.{parts[1]}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{parts[2][..^2]}AA",
            $"{parts[0]}.{parts[1]}.",
            good + ".",
            good + "." + parts[2],
            $"{parts[0]}.{parts[1]}.{parts[2]}=",
            $" {parts[0]}. {parts[1]}.{parts[2]}",
            "..",
            "a.b.c",
            new string('.', 5000),
        ];
        foreach (var token in changed)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, token));
        }
    }

    [Theory]
    [InlineData("""{"iss":"https://attacker.test/","aud":"api","exp":1795440000}""")]
    [InlineData("""{"iss":"https://issuer.test","aud":"api","exp":1795440000}""")]
    [InlineData("""{"iss":["https://issuer.test/"],"aud":"api","exp":1795440000}""")]
    [InlineData("""{"aud":"api","exp":1795440000}""")]
    [InlineData("""{"iss":"https://issuer.test/","aud":"API","exp":1795440000}""")]
    [InlineData("""{"iss":"https://issuer.test/","aud":["other"],"exp":1795440000}""")]
    [InlineData("""{"iss":"https://issuer.test/","aud":"","exp":1795440000}""")]
    [InlineData("""{"iss":"https://issuer.test/","exp":1795440000}""")]
    [InlineData("""{"iss":"https://issuer.test/","aud":"api"}""")]
    [InlineData("""{"iss":"https://issuer.test/","aud":"api","exp":"never"}""")]
    [InlineData("""{"iss":"https://issuer.test/","aud":"api","exp":1764000000}""")]
    [InlineData("""{"iss":"https://issuer.test/","aud":"api","exp":99999999999999999999}""")]
    [InlineData("""{"iss":"https://issuer.test/","aud":"api","exp":1795440000,"nbf":1795439000}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("not json")]
    public async Task A_rightly_signed_token_that_says_something_else_is_refused(string payload)
    {
        await using var gateway = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade("""{"alg":"RS256","kid":"key-1"}""", payload)));
    }

    [Fact]
    public async Task The_name_of_the_development_issuer_opens_nothing()
    {
        await using var gateway = await StartAsync();
        var asDevelopment = Payload.Replace("https://issuer.test/", DevelopmentTokens.Issuer, StringComparison.Ordinal).Replace("\"api\"", $"\"{DevelopmentTokens.Audience}\"", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade("""{"alg":"RS256","kid":"key-1"}""", asDevelopment)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(gateway, _issuer.Handmade("""{"alg":"HS256"}""", asDevelopment, content => HMACSHA256.HashData(_issuer.Key.ExportSubjectPublicKeyInfo(), content))));
    }

    private byte[] Sign(byte[] content) => _attacker.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private Task<TestGateway> StartAsync() => TestGateway.StartAsync(Functions, services => _issuer.Trust(services));

    private static async Task<HttpStatusCode> SendAsync(TestGateway gateway, string token)
    {
        using var response = await gateway.SendAsync("POST", "/api/write", token: token);
        return response.StatusCode;
    }
}
