using Spectre.Console;

namespace Benchmarks;

/// <summary>What <c>./dev bench &lt;name&gt;</c> measures.</summary>
internal interface IBenchSuite
{
    string Name { get; }

    /// <summary>One line for the help.</summary>
    string Summary { get; }

    /// <summary>How long and how hard to measure when nothing is said.</summary>
    BenchOptions Defaults(bool quick);

    Task<BenchReport> MeasureAsync(BenchOptions options, string data, ProgressContext progress, CancellationToken cancellationToken);
}
