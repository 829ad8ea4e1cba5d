namespace Virga.Documents;

/// <summary>How a document is read.</summary>
public sealed record StoreReadOptions
{
    /// <summary>A version the caller already has: when it is still the current one, <see cref="StoreReadResult.NotModified"/> comes back without a body.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>Whether the store itself is asked, never a cache in front of it.</summary>
    /// <value>false</value>
    public bool NoCache { get; init; }

    /// <summary>Whether the read only prepares a write: it never comes from a cache.</summary>
    internal bool IsForWrite { get; init; }

    /// <summary>A session token from an earlier answer: the read sees at least that write.</summary>
    public string? SessionToken { get; init; }
}
