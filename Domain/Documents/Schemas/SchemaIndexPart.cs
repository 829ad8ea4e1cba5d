namespace Virga.Documents;

/// <summary>One attribute of an index.</summary>
/// <param name="Path">Where it is stored.</param>
/// <param name="IsDescending">Whether the greatest come first. A composite index serves its order and the exact opposite.</param>
public sealed record SchemaIndexPart(DocumentPath Path, bool IsDescending);
