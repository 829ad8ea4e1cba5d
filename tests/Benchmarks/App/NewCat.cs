namespace Benchmarks;

/// <summary>What a client sends to create a cat.</summary>
internal sealed record NewCat(string Name, int Age);
