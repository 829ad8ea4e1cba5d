namespace Virga.Gateway;

/// <summary>An API key as it is shown: everything but its value, which nobody can read again.</summary>
/// <param name="Id">The key's id; sorts by when it was made.</param>
/// <param name="Name">What people call it.</param>
public sealed record ApiKey(string Id, string Name)
{
    /// <summary>Whose key it is: the <c>sub</c> of the person who may see it under <c>/api/me/keys</c>; null for nobody's.</summary>
    public string? Owner { get; init; }

    /// <summary>The usage plan its requests count on; null for none, which means no limits.</summary>
    public string? Plan { get; init; }

    /// <summary>Whether it is accepted.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The last four characters of its value, to tell it from others; after the prefix of a key that was made here.</summary>
    public string Hint { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is refused; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, about: each instance writes it down once in <see cref="ApiKeyOptions.LastUsedEvery"/>. null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Until when the value it had before its last rotation works; null when there is none.</summary>
    public DateTimeOffset? OldValueUntil { get; init; }
}
