namespace Virga.Documents;

/// <summary>What one operation of a transaction gave.</summary>
/// <param name="StoredId">The stored id it wrote.</param>
/// <param name="ETag">The document's new version; null for a delete.</param>
public sealed record TransactionResult(string StoredId, string? ETag)
{
    /// <summary>The document's key; null for appended records.</summary>
    public DocumentKey? Key { get; init; }

    /// <summary>The document as written; null where the store does not give it back (updates, deletes, checks, appended records).</summary>
    internal object? Item { get; init; }
}
