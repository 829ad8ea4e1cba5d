using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Reads the header <c>Idempotency-Key</c>: a string as structured fields write it (RFC 9651, in double quotes), or the bare value many clients send.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    private static readonly SearchValues<char> Bare =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:~+/=@!$&'()*");

    /// <summary>The key; null when the request has none.</summary>
    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>: it is no key, or there are several.</exception>
    public static string? Read(IHeaderDictionary headers)
    {
        if (!headers.TryGetValue(Header, out var values) || values.Count == 0)
        {
            return null;
        }

        return values is [{ } only] && Parse(only) is { Length: > 0 and <= MaxLength } key
            ? key
            : throw new GatewayException(new Problem(400, ProblemCodes.InvalidParameter, "A header has a wrong value.")
            {
                Errors = [ProblemError.Header(Header, "wrong-type", $"This is one string of 1 to {MaxLength} characters in double quotes.")],
            });
    }

    private static string? Parse(string text) => text.StartsWith('"') ? Quoted(text) : text.AsSpan().ContainsAnyExcept(Bare) ? null : text;

    private static string? Quoted(string text)
    {
        var key = new StringBuilder(text.Length);
        for (var index = 1; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '"')
            {
                return index == text.Length - 1 ? key.ToString() : null;
            }

            if (character == '\\')
            {
                if (++index == text.Length || text[index] is not ('"' or '\\'))
                {
                    return null;
                }

                character = text[index];
            }

            if (character is < ' ' or > '~')
            {
                return null;
            }

            key.Append(character);
        }

        return null;
    }
}
