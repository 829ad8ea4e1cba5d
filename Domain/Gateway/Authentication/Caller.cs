using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Who asks, as one text: for keys under which something of a caller's is kept.</summary>
internal static class Caller
{
    /// <summary>The header in which App Service passes a client's certificate on.</summary>
    public const string CertificateHeader = "X-ARR-ClientCert";

    private static readonly string[] Names = ["sub", "oid", "client_id", "azp", "appid", ClaimTypes.NameIdentifier];

    /// <summary>Claims that differ from token to token of one caller.</summary>
    private static readonly HashSet<string> Passing = ["iat", "exp", "nbf", "jti", "uti", "aio", "rh", "auth_time", "at_hash", "nonce"];

    /// <summary>The same for all requests of one caller, and for those of no other: issuer and subject (or client), and API key. Empty for nobody.</summary>
    public static string Of(HttpContext context)
    {
        var key = context.Features.Get<KnownKey>()?.Key?.Id;
        return context.User.Identity?.IsAuthenticated != true && key is null ? "" : $"{NameOf(context)}\n{key}";
    }

    /// <summary>What a caller may see: everything that is known of them but what differs from token to token, their certificate too. Empty for nobody.</summary>
    /// <remarks>Nothing is limited by it: the certificate's header may be a client's invention, which then keeps its own answers apart.</remarks>
    public static string RightsOf(HttpContext context)
    {
        var (caller, certificate) = (Of(context), context.Request.Headers[CertificateHeader].ToString());
        return caller.Length + certificate.Length == 0 ? "" : Hash($"{caller}\n{certificate}\n{Claims(context.User)}");
    }

    private static string NameOf(HttpContext context)
    {
        var user = context.User;
        if (user.Identity?.IsAuthenticated != true)
        {
            return "";
        }

        foreach (var type in Names)
        {
            // A dash is what an authorizer's caller without a name has.
            if (user.FindFirst(type) is { Value: not ("" or "-") } claim)
            {
                return $"{user.FindFirst("iss")?.Value ?? claim.Issuer}\n{type}\n{claim.Value}";
            }
        }

        // Somebody without a name: then what they proved themselves with is all that tells them from others.
        return Hash($"{Claims(user)}\n{context.Request.Headers.Authorization}\n{context.Request.Headers.Cookie}");
    }

    private static string Claims(ClaimsPrincipal user) =>
        string.Join('\n', user.Claims.Where(claim => !Passing.Contains(claim.Type)).Select(claim => $"{claim.Type}={claim.Value}").Order(StringComparer.Ordinal));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
