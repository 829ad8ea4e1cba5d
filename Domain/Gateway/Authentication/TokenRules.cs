using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Virga.Gateway;

/// <summary>What the gateway asks of an issuer's tokens.</summary>
internal static class TokenRules
{
    private static readonly string[] Default = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];
    private static readonly string[] ClientClaims = ["azp", "appid", "client_id"];

    /// <summary>Nobody's tokens.</summary>
    public static TokenValidationParameters Nobody => new() { ValidAlgorithms = ["-"], ValidIssuer = "-", ValidAudience = "-" };

    public static TokenValidationParameters Of(TrustedIssuer issuer, TimeSpan skew, TimeProvider time)
    {
        HashSet<string> audiences = [.. issuer.Audiences];
        HashSet<string> clients = [.. issuer.ClientIds];
        return new TokenValidationParameters
        {
            ValidAlgorithms = issuer.Algorithms is { Count: > 0 } chosen ? chosen : Default,
            ValidIssuers = issuer.Issuers is { Count: > 0 } named ? named : null,
            AudienceValidator = (given, token, _) => IsMeant(given, token, audiences, clients),
            LifetimeValidator = (notBefore, expires, token, _) => IsAlive(notBefore, expires, token, skew, time),
            TypeValidator = (type, token, _) => CheckHeader(type, token),
            NameClaimType = "sub",
            RoleClaimType = "roles",
            ClockSkew = skew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,

            // A token names its key; trying all keys would let a token without one through, and cost a signature check each.
            TryAllIssuerSigningKeys = false,
        };
    }

    private static bool IsMeant(IEnumerable<string> given, SecurityToken token, HashSet<string> audiences, HashSet<string> clients)
    {
        var named = given.Where(audience => !string.IsNullOrEmpty(audience)).ToList();
        if (named.Count > 0 && !named.Exists(audiences.Contains))
        {
            return false;
        }

        if (clients.Count == 0)
        {
            return named.Count > 0;
        }

        foreach (var claim in ClientClaims)
        {
            if (((JsonWebToken)token).TryGetPayloadValue<string>(claim, out var client))
            {
                return clients.Contains(client);
            }
        }

        return false;
    }

    private static bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TimeSpan skew, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var issued = ((JsonWebToken)token).IssuedAt;
        if (expires is null || expires <= now - skew)
        {
            throw new SecurityTokenExpiredException("The token has expired.");
        }

        return !(notBefore > now + skew) && (issued == DateTime.MinValue || issued <= now + skew);
    }

    /// <summary>Refuses a header that asks for an extension nobody here knows (RFC 7515 §4.1.11).</summary>
    private static string CheckHeader(string type, SecurityToken token) =>
        ((JsonWebToken)token).TryGetHeaderValue<object>("crit", out _) ? throw new SecurityTokenInvalidTypeException("The token's header has 'crit'.") : type;
}
