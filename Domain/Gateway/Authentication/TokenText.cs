using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

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

    /// <summary>The issuer that a token says it is of; null when it says none, or is no token. Nothing of it has been checked, and nothing but this is read.</summary>
    public static string? IssuerOf(string? token)
    {
        var parts = token.AsSpan();
        var start = parts.IndexOf('.') + 1;
        var length = parts[start..].IndexOf('.');
        if (start == 0 || length <= 0)
        {
            return null;
        }

        var payload = ArrayPool<byte>.Shared.Rent(Base64Url.GetMaxDecodedLength(length));
        try
        {
            return Base64Url.DecodeFromChars(parts.Slice(start, length), payload, out _, out var written) == System.Buffers.OperationStatus.Done
                ? IssuerIn(payload.AsSpan(0, written))
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(payload);
        }
    }

    private static string? IssuerIn(ReadOnlySpan<byte> claims)
    {
        try
        {
            var reader = new Utf8JsonReader(claims);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIssuer = reader.ValueTextEquals("iss"u8);
                reader.Read();
                if (isIssuer)
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }

                reader.Skip();
            }

            return null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
