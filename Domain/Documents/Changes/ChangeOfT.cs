namespace Virga.Documents;

/// <summary>One change of one document, as a change handler gets it.</summary>
/// <typeparam name="T">The model's type.</typeparam>
/// <param name="Kind">What happened.</param>
/// <param name="Key">The document's key.</param>
/// <param name="Document">The document after the change, upgraded to the model's current version; null when it is gone.</param>
public sealed record Change<T>(ChangeKind Kind, DocumentKey Key, Item<T>? Document)
{
    /// <summary>The document before the change; null unless the all-versions-and-deletes feed told.</summary>
    public Item<T>? Previous { get; init; }

    /// <summary>What names this change of this document: the ETag, or the sequence number where there is none.</summary>
    public required string Version { get; init; }

    /// <summary>The feed's sequence number (Cosmos DB's <c>_lsn</c>): grows within one document; null when the feed did not say.</summary>
    public long? Sequence { get; init; }

    /// <summary>When the change was written, in whole seconds (Cosmos DB's <c>_ts</c>); null when the feed did not say.</summary>
    public DateTimeOffset? At { get; init; }
}
