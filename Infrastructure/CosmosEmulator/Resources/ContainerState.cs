namespace Virga.CosmosEmulator;

/// <summary>What a container has come to, whatever its definition was changed to: its ranges, and since when its changes are logged. Written by the writer alone.</summary>
internal sealed class ContainerState(bool isHierarchical, string? ranges, long? logged)
{
    private const long Never = -1;
    private volatile PartitionRanges _ranges = ranges is null ? PartitionRanges.Whole : PartitionRanges.Parse(ranges);
    private volatile bool _keepsKeys = isHierarchical || ranges is not null;
    private long _logged = logged ?? Never;

    public PartitionRanges Ranges
    {
        get => _ranges;
        set => _ranges = value;
    }

    /// <summary>The ranges as the writer's transaction made them, not yet shown to requests.</summary>
    public PartitionRanges Newest { get; set; } = ranges is null ? PartitionRanges.Whole : PartitionRanges.Parse(ranges);

    /// <summary>Whether rows are stored with their effective partition key: only where something asks for ranges of them.</summary>
    public bool KeepsKeys
    {
        get => _keepsKeys;
        set => _keepsKeys = value;
    }

    /// <summary>The sequence number from which on every version is in the log; null when changes are not logged.</summary>
    public long? LoggedSince
    {
        get => Volatile.Read(ref _logged) is >= 0 and var since ? since : null;
        set => Volatile.Write(ref _logged, value ?? Never);
    }
}
