namespace Virga.Gateway;

/// <summary>What a new API key is to be.</summary>
/// <param name="Name">What people call it: 1 to 100 characters.</param>
public sealed record ApiKeyRequest(string Name)
{
    /// <summary>Whose key it is (a <c>sub</c>); null for nobody's.</summary>
    public string? Owner { get; init; }

    /// <summary>The usage plan; null for none, which means no limits.</summary>
    public string? Plan { get; init; }

    /// <summary>From when on it is refused; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>A value that clients already have, from another gateway: 20 to 128 letters, digits, <c>-</c> and <c>_</c>, random. null for a new one.</summary>
    public string? Value { get; init; }
}
