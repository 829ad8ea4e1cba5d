using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>An index a model asks for. One part is a range index, which Cosmos DB has on every path unless the container says otherwise; more are a composite index,
/// which ordering by several attributes needs.</summary>
/// <param name="Parts">The attributes, in order; never empty.</param>
public sealed record SchemaIndex(ImmutableArray<SchemaIndexPart> Parts)
{
    /// <summary>Whether the index has more than one part.</summary>
    public bool IsComposite => Parts.Length > 1;
}
