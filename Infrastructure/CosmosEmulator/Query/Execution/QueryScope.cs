namespace Virga.CosmosEmulator;

/// <summary>Which documents a request may see: one partition, the partitions below a hierarchical prefix, a range of effective keys, or all.</summary>
/// <param name="Partition">The stored form of a whole partition key.</param>
/// <param name="Low">Where a range of stored or effective keys starts.</param>
/// <param name="High">Where it ends, itself not in it.</param>
/// <param name="IsEffective">Whether the range is of effective partition keys.</param>
internal sealed record QueryScope(string? Partition, string? Low, string? High, bool IsEffective)
{
    public static QueryScope All { get; } = new(null, null, null, false);

    private const string Top = "FF";

    /// <summary>What a replica that lags behind shows; null for all there is.</summary>
    public ReplicaView? View { get; init; }

    /// <summary>Whether it is a range that a split made, and not the first: what does not depend on documents is answered by the first alone.</summary>
    public bool IsLaterRange { get; init; }

    public bool IsAll => Partition is null && Low is null;

    public static QueryScope Of(WireRequest request, ContainerInfo container)
    {
        if (request.Header(WireHeaders.PartitionKey) is { } header)
        {
            return Of(PartitionKeyValue.Parse(header), container);
        }

        var range = request.Header(WireHeaders.PartitionKeyRangeId) is { Length: > 0 } id ? container.State.Ranges.Named(id) : null;
        var low = Greater(range?.Min ?? "", request.Header(WireHeaders.StartEpk) ?? "");
        var high = Lesser(range?.Max ?? Top, request.Header(WireHeaders.EndEpk) is { Length: > 0 } end ? end : Top);
        return low.Length == 0 && high == Top ? All
            : new QueryScope(null, low, high, true) { IsLaterRange = range is { Min.Length: > 0 } && request.Header(WireHeaders.StartEpk) is null };
    }

    public static QueryScope Of(PartitionKeyValue key, ContainerInfo container)
    {
        var paths = container.Definition.PartitionKey.Paths.Count;
        if (key.Parts.Count == 0)
        {
            return All;
        }

        if (key.Parts.Count > paths)
        {
            throw WireFault.BadRequest("The partition key supplied in x-ms-partitionkey header has more components than defined in the the collection.", 1001);
        }

        if (key.Parts.Count == paths)
        {
            return new QueryScope(key.Stored, null, null, false);
        }

        // Every part ends with U+0001: what starts with the prefix lies before the prefix with that turned into U+0002.
        var prefix = key.StoredPrefix;
        return new QueryScope(null, prefix, prefix[..^1] + "\u0002", false);
    }

    /// <summary>Whether a partition key lies in the scope.</summary>
    public bool Has(PartitionKeyValue key, ContainerInfo container)
    {
        if (Partition is not null || Low is null)
        {
            return Partition is null || key.Stored == Partition;
        }

        var place = IsEffective ? EffectivePartitionKey.Of(container.Definition.PartitionKey, key) : key.Stored;
        return string.CompareOrdinal(place, Low) >= 0 && string.CompareOrdinal(place, High) < 0;
    }

    /// <summary>Of a statement's forms, the one for this scope.</summary>
    public string Pick(string partition, string all, string range, string prefix) =>
        Partition is not null ? partition : Low is null ? all : IsEffective ? range : prefix;

    /// <summary>Binds the scope to a statement that <see cref="Pick"/> chose: the partition or the low end is <c>?2</c>, the high end <c>?3</c>.</summary>
    public Statement Bind(Statement statement) =>
        Partition is not null ? statement.Bind(2, Partition)
        : Low is null ? statement
        : statement.Bind(2, Low).Bind(3, High);

    private static string Greater(string one, string other) => string.CompareOrdinal(one, other) >= 0 ? one : other;

    private static string Lesser(string one, string other) => string.CompareOrdinal(one, other) <= 0 ? one : other;
}
