namespace Virga.Documents;

/// <summary>One step of a <see cref="DocumentPath"/>: an attribute's name, or a position in a list.</summary>
public readonly record struct PathSegment
{
    /// <summary>A step by name.</summary>
    public PathSegment(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>A step by position, 0 the first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    public PathSegment(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        Index = index;
    }

    /// <summary>The attribute's name; null when this is a position.</summary>
    public string? Name { get; }

    /// <summary>The position; meaningful only when <see cref="Name"/> is null.</summary>
    public int Index { get; }
}
