using Spectre.Console;

namespace Benchmarks;

/// <summary>The app's figures as tables.</summary>
internal static class AppReport
{
    public static BenchReport Of(IReadOnlyList<Comparison> comparisons)
    {
        var load = new Table().AddColumns("request", "server", "CPU ÷ bare", "requests/s", "CPU per request", "allocated per request");
        foreach (var comparison in comparisons)
        {
            Row(load, comparison.Scenario, comparison.Server, Figures.Ratio(comparison.CpuRatio), comparison.Measured);
            Row(load, comparison.Scenario, Scenarios.Bare.Name, "1", comparison.Yardstick);
        }

        return new BenchReport([load], ["The embedded Cosmos DB endpoint under the app writes its file in WAL mode with synchronous=NORMAL."]);
    }

    private static void Row(Table table, string scenario, string server, string ratio, LoadResult result) =>
        table.AddRow(scenario, server, ratio, result.PerSecond(), result.Cpu(), result.Allocated());
}
