using System.ComponentModel;

namespace Virga.Documents;

/// <summary>A document in the cache.</summary>
/// <param name="Reader">The process that read it.</param>
/// <param name="Stamp">How many writes that process had seen of the document's neighbourhood before it read.</param>
/// <param name="Body">The stored JSON; null when there was no document.</param>
/// <param name="ETag">Its version.</param>
[ImmutableObject(true)]
internal sealed record CachedDocument(string Reader, long Stamp, byte[]? Body, string ETag);
