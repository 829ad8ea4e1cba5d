namespace Virga.Documents;

/// <summary>What the store said to one write of a batch.</summary>
internal sealed record BatchOutcome(string ETag, StoreException? Error);
