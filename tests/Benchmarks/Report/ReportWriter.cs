using System.Globalization;
using Spectre.Console;

namespace Benchmarks;

/// <summary>Prints what was measured, in Markdown, so that it can go into docs/benchmarks.md as it is.</summary>
internal static class ReportWriter
{
    public static void Write(IAnsiConsole console, BenchOptions options, IReadOnlyList<Comparison> comparisons, IReadOnlyList<StartUp> starts)
    {
        console.Profile.Width = Math.Max(console.Profile.Width, 140);
        var load = new Table().Border(TableBorder.Markdown)
            .AddColumns("request", "server", "requests/s", "CPU per request", "allocated per request", "CPU ÷ bare");
        foreach (var comparison in comparisons)
        {
            Row(load, comparison.Scenario, comparison.Server, comparison.Measured, Format(comparison.CpuRatio, "0.00"));
            Row(load, comparison.Scenario, Scenarios.Bare.Name, comparison.Yardstick, "1");
        }

        var start = new Table().Border(TableBorder.Markdown).AddColumns("start to first 200", "first (new data)", "later (median)");
        foreach (var one in starts)
        {
            start.AddRow(one.Server, $"{Format(one.First.TotalMilliseconds, "N0")} ms", $"{Format(one.Median.TotalMilliseconds, "N0")} ms");
        }

        console.Write(load);
        console.WriteLine();
        console.Write(start);
        console.WriteLine();
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Connections} connections, median of {options.Rounds} rounds of {options.Round.TotalSeconds:0} s, {Environment.ProcessorCount} processors shared with the load, .NET {Environment.Version}"));
    }

    private static void Row(Table table, string scenario, string server, LoadResult result, string ratio) => table.AddRow(
        scenario,
        server,
        Format(result.RequestsPerSecond, "N0"),
        $"{Format(result.CpuMicrosecondsPerRequest, "0.0")} µs",
        $"{Format(result.BytesPerRequest, "N0")} B",
        ratio);

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
