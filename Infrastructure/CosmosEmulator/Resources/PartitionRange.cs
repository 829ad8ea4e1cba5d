namespace Virga.CosmosEmulator;

/// <summary>A physical range of effective partition keys.</summary>
/// <param name="Id">Its number, never used again.</param>
/// <param name="Min">The lowest effective key in it.</param>
/// <param name="Max">The lowest effective key above it.</param>
/// <param name="Parents">The ranges it was split from, the oldest first.</param>
/// <param name="IsGone">Whether it was split itself.</param>
internal sealed record PartitionRange(int Id, string Min, string Max, IReadOnlyList<int> Parents, bool IsGone);
