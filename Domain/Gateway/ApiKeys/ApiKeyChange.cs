using Virga.Documents;

namespace Virga.Gateway;

/// <summary>What changes of an API key; what is left out stays, and null clears.</summary>
public sealed record ApiKeyChange
{
    /// <summary>What people call it: 1 to 100 characters.</summary>
    public Optional<string> Name { get; init; }

    /// <summary>Whose key it is.</summary>
    public Optional<string> Owner { get; init; }

    /// <summary>The usage plan.</summary>
    public Optional<string> Plan { get; init; }

    /// <summary>Whether it is accepted.</summary>
    public Optional<bool> Enabled { get; init; }

    /// <summary>From when on it is refused.</summary>
    public Optional<DateTimeOffset> ExpiresAt { get; init; }
}
