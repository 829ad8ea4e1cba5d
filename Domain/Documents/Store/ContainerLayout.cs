using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>What a store must know of a container to write to it: its partition paths and its unique keys. Neither can change once the container is made (Cosmos DB).</summary>
/// <param name="Name">The container's name.</param>
/// <param name="PartitionNames">The top-level attributes that hold the partition, the most general level first: one to three.
/// <c>_pk</c>, or <c>_pk0</c> to <c>_pk2</c> when hierarchical; an existing container keeps its own.</param>
/// <param name="UniqueKeys">The unique keys of all models in it, at most <see cref="MostUniqueKeys"/>.</param>
public sealed record ContainerLayout(string Name, ImmutableArray<string> PartitionNames, ImmutableArray<UniqueKeyPath> UniqueKeys)
{
    /// <summary>Unique keys one container can have: 10 (Cosmos DB).</summary>
    public const int MostUniqueKeys = 10;

    /// <summary>A container as the framework makes one.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="levels">How many levels its partitions have, 1 to 3.</param>
    /// <param name="uniqueKeys">Its unique keys.</param>
    public static ContainerLayout Of(string name, int levels = 1, params ImmutableArray<UniqueKeyPath> uniqueKeys) => new(name, DefaultNames(levels), uniqueKeys);

    /// <summary>The partition's paths as Cosmos DB writes them.</summary>
    public IEnumerable<string> PartitionPaths => PartitionNames.Select(name => "/" + name);

    internal static ImmutableArray<string> DefaultNames(int levels) =>
        levels == 1 ? [EnvelopeNames.Partition] : [.. Enumerable.Range(0, levels).Select(level => $"{EnvelopeNames.Partition}{level}")];

    /// <inheritdoc/>
    public bool Equals(ContainerLayout? other) =>
        other is not null && Name == other.Name && PartitionNames.AsSpan().SequenceEqual(other.PartitionNames.AsSpan()) && UniqueKeys.AsSpan().SequenceEqual(other.UniqueKeys.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, PartitionNames.Length, UniqueKeys.Length);
}
