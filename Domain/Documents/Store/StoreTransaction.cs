using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>Writes to one partition that all happen or none does.</summary>
/// <param name="Partition">The partition all of them are in.</param>
/// <param name="Operations">1 to <see cref="StoreLimits.OperationsPerTransaction"/> writes, done in order.</param>
public sealed record StoreTransaction(StorePartition Partition, ImmutableArray<StoreOperation> Operations);
