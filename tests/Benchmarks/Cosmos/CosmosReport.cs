using Spectre.Console;

namespace Benchmarks;

/// <summary>The Cosmos suite's figures as tables, ratios first.</summary>
internal static class CosmosReport
{
    public static BenchReport Of(IReadOnlyList<CosmosResult> results, IReadOnlyList<CosmosStartResult> starts, IReadOnlyList<CosmosResult> sizes)
    {
        var load = new Table().AddColumns("operation", "target", "durability", "rate ÷ standard", "CPU ÷ standard", "operations/s", "CPU per operation", "allocated by the caller");
        foreach (var operation in results.GroupBy(result => result.Operation))
        {
            var standard = operation.First();
            foreach (var result in operation)
            {
                Row(load, Title(result.Operation), result, standard);
            }
        }

        foreach (var result in sizes)
        {
            Row(load, $"{Title(result.Operation)} of {result.Target}", result with { Target = CosmosTargets.Standard }, sizes[0]);
        }

        var start = new Table().AddColumns("cold start to first answer", "opened to answered: fastest", "median", "CPU (median)", "with the start of the process: fastest", "median");
        foreach (var one in starts)
        {
            start.AddRow(
                one.Name,
                Figures.Milliseconds(one.Fastest.Inside),
                Figures.Milliseconds(one.Median.Inside),
                Figures.Milliseconds(one.Median.Cpu),
                Figures.Milliseconds(one.Fastest.Whole),
                Figures.Milliseconds(one.Median.Whole));
        }

        return new BenchReport(
            [load, start],
            [
                "The standard is the first row of each operation. CPU counts both processes where there are two. NORMAL survives the death of the process, FULL the loss of power, memory nothing.",
                CosmosTargets.VercelFolder is null ? "Without @vercel/cosmosdb-server, which is not installed: ./dev setup." : "@vercel/cosmosdb-server has no batches of this SDK.",
            ]);
    }

    public static string Title(CosmosOperation operation) => operation switch
    {
        CosmosOperation.PointRead => "point read",
        CosmosOperation.Create => "create",
        CosmosOperation.BatchOf5 => "batch of 5 creates",
        _ => "query, page of 20",
    };

    private static void Row(Table table, string title, CosmosResult result, CosmosResult standard) => table.AddRow(
        title,
        result.Target,
        result.Durability,
        Figures.Ratio(result.Load.RequestsPerSecond / standard.Load.RequestsPerSecond),
        Figures.Ratio(result.Load.CpuMicrosecondsPerRequest / standard.Load.CpuMicrosecondsPerRequest),
        result.Load.PerSecond(),
        result.Load.Cpu(),
        result.Load.Allocated());
}
