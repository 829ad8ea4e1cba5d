namespace Virga.Documents;

/// <summary>One document's address within a container.</summary>
/// <param name="Partition">The partition it is in.</param>
/// <param name="Id">Its stored id: see <see cref="StoredId"/>.</param>
public readonly record struct StoreKey(PartitionKey Partition, string Id);
