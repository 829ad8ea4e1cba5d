namespace Benchmarks;

/// <summary>What a client orders.</summary>
public sealed record Order(string Item, int Count);
