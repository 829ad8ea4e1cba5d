namespace Virga.Documents;

/// <summary>One step of a composite index.</summary>
/// <param name="Path">The stored attribute's path as Cosmos DB writes it: <c>/age</c>, <c>/home/city</c>.</param>
/// <param name="Descending">Whether the greatest come first.</param>
public readonly record struct CompositePath(string Path, bool Descending)
{
    /// <summary>The path and the order.</summary>
    public override string ToString() => Descending ? $"{Path} descending" : Path;
}
