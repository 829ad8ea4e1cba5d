using Spectre.Console;

namespace Benchmarks;

/// <summary>What a suite found.</summary>
/// <param name="Tables">The figures.</param>
/// <param name="Notes">What a reader has to know to read them.</param>
internal sealed record BenchReport(IReadOnlyList<Table> Tables, IReadOnlyList<string> Notes);
