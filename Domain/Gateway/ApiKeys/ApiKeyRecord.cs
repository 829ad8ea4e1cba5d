using System.Collections.Immutable;

namespace Virga.Gateway;

/// <summary>A key as it is stored; its values are records of their own (<see cref="ApiSecretRecord"/>), listed here so that they go with it.</summary>
internal sealed record ApiKeyRecord(ApiKey Key)
{
    /// <summary>The hash of the value, in base64.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The hash of the value before, while it still works.</summary>
    public string? OldSecret { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public ApiKey ToView(DateTimeOffset now) => Key with
    {
        LastUsedAt = LastUsedAt,
        OldValueUntil = OldSecret is not null && Key.OldValueUntil > now ? Key.OldValueUntil : null,
    };

    /// <summary>The handles of the values that were written for the key.</summary>
    public ImmutableArray<string> Handles => OldSecret is null ? [HandleOf(Secret)] : [HandleOf(Secret), HandleOf(OldSecret)];

    public static string HandleOf(string secret) => HandleOf(Convert.FromBase64String(secret));

    public static string HandleOf(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash[..16]);
}
