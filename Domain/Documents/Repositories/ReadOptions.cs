namespace Virga.Documents;

/// <summary>How a repository reads.</summary>
public sealed record ReadOptions
{
    /// <summary>A session token from an earlier answer: the read sees at least that write.</summary>
    /// <value>null: whatever the store's client remembers.</value>
    public string? SessionToken { get; init; }

    /// <summary>Whether the store itself is asked, though the model's reads are cached (<see cref="DocumentCache"/>).</summary>
    /// <value>false</value>
    public bool NoCache { get; init; }

    /// <summary>Whether a document whose expiry is past, but which the store has not removed yet, is read all the same (<see cref="SchemaExpiry"/>). What Cosmos DB's own <c>ttl</c>
    /// has ended is gone for everybody.</summary>
    /// <value>false</value>
    public bool IncludeExpired { get; init; }
}
