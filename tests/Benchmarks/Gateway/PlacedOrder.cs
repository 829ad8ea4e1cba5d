namespace Benchmarks;

/// <summary>An order with its number.</summary>
public sealed record PlacedOrder(Guid Id, string Item, int Count);
