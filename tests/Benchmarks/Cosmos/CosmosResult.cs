namespace Benchmarks;

/// <summary>What an operation came to on a target: the median round.</summary>
internal sealed record CosmosResult(CosmosOperation Operation, string Target, string Durability, LoadResult Load);
