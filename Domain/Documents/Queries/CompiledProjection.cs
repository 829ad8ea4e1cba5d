using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>A selection as it runs.</summary>
/// <param name="Select">What the store sends; empty for whole documents.</param>
/// <param name="Read">Makes the result.</param>
internal sealed record CompiledProjection<TResult>(ImmutableArray<DocumentPath> Select, Func<StoredDocument, TResult> Read);
