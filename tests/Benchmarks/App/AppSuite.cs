using Spectre.Console;

namespace Benchmarks;

/// <summary>The app over HTTP, beside a bare minimal API.</summary>
internal sealed class AppSuite : IBenchSuite
{
    public string Name => "app";

    public string Summary => "The app over HTTP beside a bare minimal API.";

    public BenchOptions Defaults(bool quick) => new(
        quick,
        Rounds: quick ? 1 : 5,
        Round: TimeSpan.FromSeconds(quick ? 2 : 5),
        WarmUp: TimeSpan.FromSeconds(quick ? 2 : 5),
        Workers: 16);

    public async Task<BenchReport> MeasureAsync(BenchOptions options, string data, ProgressContext progress, CancellationToken cancellationToken)
    {
        var scenarios = Scenarios.All(data);
        var bars = scenarios.Select(scenario => progress.AddTask(scenario.Name, maxValue: options.Rounds + 1)).ToList();

        var comparisons = new List<Comparison>();
        for (var i = 0; i < scenarios.Count; i++)
        {
            comparisons.Add(await CompareAsync(scenarios[i], options, bars[i], cancellationToken));
        }

        return AppReport.Of(comparisons);
    }

    private static async Task<Comparison> CompareAsync(Scenario scenario, BenchOptions options, ProgressTask bar, CancellationToken cancellationToken)
    {
        await using var server = await TargetProcess.StartAsync(scenario.Server, cancellationToken);
        await using var yardstick = await TargetProcess.StartAsync(scenario.Yardstick, cancellationToken);
        var toServer = await scenario.Prepare(server, scenario.Server, cancellationToken);
        var toYardstick = await scenario.Prepare(yardstick, scenario.Yardstick, cancellationToken);

        await LoadGenerator.RunAsync(server, toServer, options.Workers, options.WarmUp, cancellationToken);
        await LoadGenerator.RunAsync(yardstick, toYardstick, options.Workers, options.WarmUp, cancellationToken);
        bar.Increment(1);

        var measured = new List<LoadResult>();
        var compared = new List<LoadResult>();
        for (var round = 0; round < options.Rounds; round++)
        {
            measured.Add(await LoadGenerator.RunAsync(server, toServer, options.Workers, options.Round, cancellationToken));
            compared.Add(await LoadGenerator.RunAsync(yardstick, toYardstick, options.Workers, options.Round, cancellationToken));
            bar.Increment(1);
        }

        return new Comparison(scenario.Name, scenario.Server.Name, LoadResult.Median(measured), LoadResult.Median(compared));
    }
}
