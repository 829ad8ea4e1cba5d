namespace Virga.Documents;

/// <summary>How much of a container a query asks.</summary>
public enum QueryReach
{
    /// <summary>One logical partition: the cheapest, and the usual.</summary>
    OnePartition,

    /// <summary>All partitions that begin with the levels given: few physical partitions.</summary>
    PartitionPrefix,

    /// <summary>Every physical partition of the container.</summary>
    AllPartitions,
}
