namespace Benchmarks;

/// <summary>A greeting.</summary>
public sealed record Greeted(string Greeting);
