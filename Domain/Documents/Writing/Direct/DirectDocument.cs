namespace Virga.Documents;

/// <summary>A document that passed the write pipeline on its way straight to UTF-8.</summary>
/// <param name="Body">The body to store.</param>
/// <param name="Key">Its key, in stored spelling.</param>
/// <param name="StoredId">Its id in the store.</param>
/// <param name="CreatedAt">When it was created; null when the model has no such timestamp.</param>
/// <param name="UpdatedAt">When it was last written; null when the model has no such timestamp.</param>
/// <param name="TimeToLive">How long it lives; null for ever.</param>
internal readonly record struct DirectDocument(
    ReadOnlyMemory<byte> Body, DocumentKey Key, string StoredId, DateTimeOffset? CreatedAt, DateTimeOffset? UpdatedAt, TimeSpan? TimeToLive);
