namespace Benchmarks;

/// <summary>An object inside the measured document.</summary>
public sealed record BenchHome(string Street, string City, int Floor);
