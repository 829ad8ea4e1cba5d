using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Who asks, as one text: for keys under which something of a caller's is kept.</summary>
internal static class Caller
{
    public const string Anonymous = "";

    /// <summary>The same for all requests of one caller, and for those of no other: issuer and subject, or client, or API key. Empty for nobody.</summary>
    public static string Of(HttpContext context)
    {
        var user = context.User;
        if (user.Identity?.IsAuthenticated != true)
        {
            return context.GetApiKey() is { } key ? $"key\n{key.Id}" : Anonymous;
        }

        foreach (var type in (ReadOnlySpan<string>)["sub", "oid", "client_id", "azp", "appid", System.Security.Claims.ClaimTypes.NameIdentifier])
        {
            if (user.FindFirst(type) is { Value.Length: > 0 } claim)
            {
                return $"{user.FindFirst("iss")?.Value ?? claim.Issuer}\n{type}\n{claim.Value}";
            }
        }

        // Somebody without a name: then what they proved themselves with is all that tells them from others.
        var proof = context.Request.Headers.Authorization.ToString();
        return $"?\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Identity.Name}\n{proof}")))}";
    }
}
