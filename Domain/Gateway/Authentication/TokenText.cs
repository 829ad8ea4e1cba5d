using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Virga.Gateway;

/// <summary>Finds the token of a request: <c>Authorization: Bearer …</c>, or the bare token (API Gateway takes both). Never from the query or the body.</summary>
internal static class TokenText
{
    private const string Prefix = "Bearer ";

    /// <summary>The token; null when there is none, or more than one.</summary>
    public static string? Of(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ Length: > 0 } header])
        {
            return null;
        }

        if (header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return header[Prefix.Length..].Trim();
        }

        return header.Contains(' ', StringComparison.Ordinal) || header.AsSpan().Count('.') != 2 ? null : header;
    }

    /// <summary>The issuer that a token says it is of; null when it is no token. Nothing of it has been checked.</summary>
    public static string? IssuerOf(string? token)
    {
        try
        {
            return token is null ? null : new JsonWebToken(token).Issuer;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
