using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>Writes to one partition that all happen or none does.</summary>
/// <param name="Partition">The partition all of them are in.</param>
/// <param name="Operations">1 to <see cref="StoreLimits.OperationsPerTransaction"/> writes, done in order.</param>
public sealed record StoreTransaction(StorePartition Partition, ImmutableArray<StoreOperation> Operations)
{
    /// <summary>Whether a refusal because of condition or version brings the document as it is now: a read more, for a refused transaction only.</summary>
    /// <value>false</value>
    public bool ReturnCurrent { get; init; }
}
