namespace Virga.CosmosEmulator;

/// <summary>Which documents a request may see: one partition, the partitions below a hierarchical prefix, a range of effective keys, or all.</summary>
/// <param name="Partition">The stored form of a whole partition key.</param>
/// <param name="Low">Where a range of stored or effective keys starts.</param>
/// <param name="High">Where it ends, itself not in it.</param>
/// <param name="IsEffective">Whether the range is of effective partition keys.</param>
internal sealed record QueryScope(string? Partition, string? Low, string? High, bool IsEffective)
{
    public static QueryScope All { get; } = new(null, null, null, false);

    public bool IsAll => Partition is null && Low is null;

    public static QueryScope Of(WireRequest request, ContainerInfo container)
    {
        if (request.Header(WireHeaders.PartitionKey) is { } header)
        {
            return Of(PartitionKeyValue.Parse(header), container);
        }

        if (request.Header(WireHeaders.StartEpk) is { } start && request.Header(WireHeaders.EndEpk) is { } end && (start.Length > 0 || end != "FF"))
        {
            return container.Definition.PartitionKey.IsHierarchical
                ? new QueryScope(null, start, end, true)
                : throw WireFault.BadRequest("A part of the one partition key range can only be asked for where partition keys are hierarchical.");
        }

        return All;
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
}
