namespace Virga.CosmosEmulator;

/// <summary>How the documents of a query are read.</summary>
internal sealed record ScanPlan
{
    /// <summary>The only keys that can match; null when any may.</summary>
    public IReadOnlyList<KeyCandidate>? Keys { get; init; }

    /// <summary>The index to read by; null for reading all documents of the scope.</summary>
    public PathIndex? Index { get; init; }

    /// <summary>Which keys of the index.</summary>
    public IReadOnlyList<KeyRange> Ranges { get; init; } = [];

    /// <summary>Whether the index gives the order that ORDER BY asks for.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>A test before a document is parsed.</summary>
    public KeyFilter? Filter { get; init; }

    /// <summary>The index that would have helped.</summary>
    public PathIndex? Wanted { get; init; }

    /// <summary>Whether no document can pass.</summary>
    public bool IsEmpty { get; init; }
}
