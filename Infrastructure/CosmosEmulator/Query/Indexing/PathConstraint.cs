namespace Virga.CosmosEmulator;

/// <summary>What a filter says about one path: its key lies in one of these ranges. Without ranges nothing passes.</summary>
internal sealed record PathConstraint(PathKeyReader Path, IReadOnlyList<KeyRange> Ranges)
{
    /// <summary>Whether it names single values.</summary>
    public bool IsExact => Ranges.All(range => range.IsPoint);

    /// <summary>Both at once. Null when there would be more ranges than are worth it.</summary>
    public PathConstraint? And(PathConstraint other)
    {
        const int MostPairs = 10_000;
        return (long)Ranges.Count * other.Ranges.Count > MostPairs ? null
            : this with { Ranges = [.. Ranges.SelectMany(_ => other.Ranges, (a, b) => a.With(b)).OfType<KeyRange>()] };
    }
}
