using Spectre.Console;

namespace Benchmarks;

/// <summary>The embedded Cosmos DB endpoint through the official SDK, beside another emulator and beside SQLite itself.</summary>
internal sealed class CosmosSuite : IBenchSuite
{
    private static readonly CosmosOperation[] Operations = Enum.GetValues<CosmosOperation>();

    public string Name => "cosmos";

    public string Summary => "The embedded Cosmos DB endpoint through the SDK, beside @vercel/cosmosdb-server and SQLite itself; starts; a million documents.";

    public BenchOptions Defaults(bool quick) => new(
        quick,
        Rounds: quick ? 1 : 5,
        Round: TimeSpan.FromSeconds(quick ? 1 : 2),
        WarmUp: TimeSpan.FromSeconds(quick ? 1 : 3),
        Workers: 8,
        Starts: quick ? 2 : 7);

    public async Task<BenchReport> MeasureAsync(BenchOptions options, string data, ProgressContext progress, CancellationToken cancellationToken)
    {
        var prepare = progress.AddTask("preparing");
        var bars = Operations.ToDictionary(operation => operation, operation => progress.AddTask(CosmosReport.Title(operation), maxValue: options.Rounds + 1));
        var startBar = progress.AddTask("starts", maxValue: options.Starts);
        var sizeBar = progress.AddTask("documents", maxValue: 2 + options.Rounds);

        var starts = await CosmosStarts.MeasureAsync(options, data, startBar, cancellationToken);
        var results = await OperationsAsync(options, data, prepare, bars, cancellationToken);
        // Last, with everything compiled: what the SDK costs uncompiled would hide what the size costs.
        var sizes = await CosmosSizes.MeasureAsync(options, data, sizeBar, cancellationToken);
        return CosmosReport.Of(results, starts, sizes);
    }

    private static async Task<IReadOnlyList<CosmosResult>> OperationsAsync(
        BenchOptions options, string data, ProgressTask prepare, Dictionary<CosmosOperation, ProgressTask> bars, CancellationToken cancellationToken)
    {
        var targets = await CosmosTargets.OpenAsync(data, cancellationToken);
        var (floor, replay) = CosmosTargets.Floor();
        targets.Add(floor);
        try
        {
            prepare.MaxValue = targets.Count;
            foreach (var target in targets)
            {
                await target.PrepareAsync(cancellationToken);
                prepare.Increment(1);
            }

            replay.IsReplaying = true;
            var results = new List<CosmosResult>();
            foreach (var operation in Operations)
            {
                results.AddRange(await CompareAsync(operation, [.. targets.Where(target => target.Supports(operation))], options, bars[operation], cancellationToken));
            }

            return results;
        }
        finally
        {
            foreach (var target in targets)
            {
                await target.DisposeAsync();
            }
        }
    }

    /// <summary>Rounds of all targets in turn; the median round of each.</summary>
    public static async Task<IReadOnlyList<CosmosResult>> CompareAsync(
        CosmosOperation operation, IReadOnlyList<ICosmosTarget> targets, BenchOptions options, ProgressTask bar, CancellationToken cancellationToken)
    {
        var rounds = targets.ToDictionary(target => target, _ => new List<LoadResult>());
        foreach (var target in targets)
        {
            await LoadAsync(target, operation, options.Workers, options.WarmUp, cancellationToken);
        }

        bar.Increment(1);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var target in targets)
            {
                rounds[target].Add(await LoadAsync(target, operation, options.Workers, options.Round, cancellationToken));
            }

            bar.Increment(1);
        }

        return [.. targets.Select(target => new CosmosResult(operation, target.Name, target.Durability, LoadResult.Median(rounds[target])))];
    }

    private static Task<LoadResult> LoadAsync(ICosmosTarget target, CosmosOperation operation, int workers, TimeSpan duration, CancellationToken cancellationToken) =>
        BusyLoop.RunAsync(random => target.RunAsync(operation, random), () => target.ServerCpu, workers, duration, cancellationToken);
}
