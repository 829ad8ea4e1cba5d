using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Virga.Gateway;

/// <summary>Tokens for working on a laptop: JWTs signed with a key only this data directory has, accepted only in local development.</summary>
/// <remarks>Issuer <see cref="Issuer"/>, audience <see cref="Audience"/>, HS256 and nothing else.</remarks>
public sealed class DevelopmentTokens
{
    /// <summary>The issuer (<c>iss</c>) of every development token.</summary>
    public const string Issuer = "virga-development";

    /// <summary>The audience (<c>aud</c>) of every development token.</summary>
    public const string Audience = "virga";

    /// <summary>The length of a key in bytes: 32.</summary>
    public const int KeyBytes = 32;

    private readonly TimeProvider _time;
    private readonly SymmetricSecurityKey _key;

    /// <summary>Tokens of one key.</summary>
    /// <exception cref="ArgumentException">The key has fewer than <see cref="KeyBytes"/> bytes.</exception>
    public DevelopmentTokens(ReadOnlyMemory<byte> key, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (key.Length < KeyBytes)
        {
            throw new ArgumentException($"A development key has at least {KeyBytes} bytes; this one has {key.Length}.", nameof(key));
        }

        _key = new SymmetricSecurityKey(key.ToArray());
        _time = time;
    }

    /// <summary>A new random key of <see cref="KeyBytes"/> bytes.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>A signed token.</summary>
    /// <param name="scope">The scopes, separated by spaces; may be empty.</param>
    /// <param name="subject">Who the token is for (<c>sub</c>).</param>
    /// <param name="lifetime">How long it is valid; one hour unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive.</exception>
    public string Issue(string scope, string subject = "developer", TimeSpan? lifetime = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        var life = lifetime ?? TimeSpan.FromHours(1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero, nameof(lifetime));
        var now = _time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + life,
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["scope"] = scope },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>How a development token is checked: key, algorithm, issuer, audience and lifetime, without any clock skew.</summary>
    internal TokenValidationParameters ValidationParameters => new()
    {
        IssuerSigningKey = _key,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        NameClaimType = "sub",
        RoleClaimType = "roles",
        ClockSkew = TimeSpan.Zero,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = (notBefore, expires, _, _) =>
            expires > _time.GetUtcNow().UtcDateTime && (notBefore is null || notBefore <= _time.GetUtcNow().UtcDateTime),
    };
}
