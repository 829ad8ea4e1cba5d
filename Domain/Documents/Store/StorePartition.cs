namespace Virga.Documents;

/// <summary>Which partition of which container: the scope of every write, read and transaction.</summary>
/// <param name="Container">The container's name; <see cref="DefaultContainer"/> unless a model says otherwise.</param>
/// <param name="Key">The partition's key.</param>
public readonly record struct StorePartition(string Container, PartitionKey Key)
{
    /// <summary>The container models share unless they name another.</summary>
    public const string DefaultContainer = "documents";

    /// <summary>A partition of the default container.</summary>
    public static StorePartition Of(PartitionKey key) => new(DefaultContainer, key);
}
