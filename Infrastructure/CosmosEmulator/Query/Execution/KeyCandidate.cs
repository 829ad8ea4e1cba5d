namespace Virga.CosmosEmulator;

/// <summary>A key that a filter allows: a partition, or one document in it.</summary>
/// <param name="Partition">The stored form of the partition key.</param>
/// <param name="Id">The id; null for every document of the partition.</param>
internal sealed record KeyCandidate(string Partition, string? Id);
