using System.Buffers.Text;
using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>Checks bearer tokens as far as a machine without Entra ID's keys can, for <see cref="LocalEventGridOptions.AcceptBearer"/>.</summary>
public static class LocalBearer
{
    /// <summary>The audience that Event Grid's client asks tokens for.</summary>
    public const string Audience = "https://eventgrid.azure.net";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Accepts tokens that are signed, are for <see cref="Audience"/> and are valid now. Whether the signature is Entra ID's is not checked: this proves that a client asks for the right token, and keeps nobody out.</summary>
    public static Func<string, CancellationToken, ValueTask<bool>> Unverified(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return (token, _) => ValueTask.FromResult(IsPlausible(token, time.GetUtcNow()));
    }

    private static bool IsPlausible(string token, DateTimeOffset now)
    {
        if (token.Split('.') is not [var header, var payload, { Length: > 0 }])
        {
            return false;
        }

        try
        {
            using var signed = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return EventKeys.Text(signed.RootElement, "alg") is { } algorithm && !algorithm.Equals("none", StringComparison.OrdinalIgnoreCase)
                && IsFor(claims.RootElement)
                && Time(claims.RootElement, "exp") is { } expires && now < expires + Skew
                && (Time(claims.RootElement, "nbf") is not { } notBefore || now >= notBefore - Skew);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static bool IsFor(JsonElement claims) => claims.TryGetProperty("aud", out var audience) && audience.ValueKind switch
    {
        JsonValueKind.String => IsOurs(audience),
        JsonValueKind.Array => audience.EnumerateArray().Any(IsOurs),
        _ => false,
    };

    private static bool IsOurs(JsonElement audience) => audience.ValueKind == JsonValueKind.String && audience.GetString()!.TrimEnd('/') == Audience;

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
