using Spectre.Console;

namespace Benchmarks;

/// <summary>Measures every scenario side by side: rounds of the server and of the yardstick take turns, so that a busy moment hits both.</summary>
internal static class Bench
{
    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        var options = BenchOptions.Parse(args);
        var data = Directory.CreateTempSubdirectory("virga-bench-");
        try
        {
            var (comparisons, starts) = await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn(), new SpinnerColumn())
                .StartAsync(progress => MeasureAsync(options, data.FullName, progress, stop.Token));
            ReportWriter.Write(AnsiConsole.Console, options, comparisons, starts);
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<(IReadOnlyList<Comparison> Comparisons, IReadOnlyList<StartUp> Starts)> MeasureAsync(
        BenchOptions options, string data, ProgressContext progress, CancellationToken cancellationToken)
    {
        var scenarios = Scenarios.All(data);
        var bars = scenarios.Select(scenario => progress.AddTask(scenario.Name, maxValue: options.Rounds + 1)).ToList();
        var startBar = progress.AddTask("start-up", maxValue: options.Starts);

        var comparisons = new List<Comparison>();
        for (var i = 0; i < scenarios.Count; i++)
        {
            comparisons.Add(await CompareAsync(scenarios[i], options, bars[i], cancellationToken));
        }

        return (comparisons, await StartAsync(options, data, startBar, cancellationToken));
    }

    private static async Task<Comparison> CompareAsync(Scenario scenario, BenchOptions options, ProgressTask bar, CancellationToken cancellationToken)
    {
        await using var server = await TargetProcess.StartAsync(scenario.Server, cancellationToken);
        await using var yardstick = await TargetProcess.StartAsync(scenario.Yardstick, cancellationToken);
        var toServer = await scenario.Prepare(server, scenario.Server, cancellationToken);
        var toYardstick = await scenario.Prepare(yardstick, scenario.Yardstick, cancellationToken);

        await LoadGenerator.RunAsync(server, toServer, options.Connections, options.WarmUp, cancellationToken);
        await LoadGenerator.RunAsync(yardstick, toYardstick, options.Connections, options.WarmUp, cancellationToken);
        bar.Increment(1);

        var measured = new List<LoadResult>();
        var compared = new List<LoadResult>();
        for (var round = 0; round < options.Rounds; round++)
        {
            measured.Add(await LoadGenerator.RunAsync(server, toServer, options.Connections, options.Round, cancellationToken));
            compared.Add(await LoadGenerator.RunAsync(yardstick, toYardstick, options.Connections, options.Round, cancellationToken));
            bar.Increment(1);
        }

        return new Comparison(scenario.Name, scenario.Server.Name, LoadResult.Median(measured), LoadResult.Median(compared));
    }

    // The first start of each creates its data; the others find it, as a developer's second run does.
    private static async Task<IReadOnlyList<StartUp>> StartAsync(BenchOptions options, string data, ProgressTask bar, CancellationToken cancellationToken)
    {
        TargetCommand[] commands = [Scenarios.App(Path.Combine(data, "start")), Scenarios.Bare];
        var times = commands.ToDictionary(command => command, _ => new List<TimeSpan>());
        for (var i = 0; i < options.Starts; i++)
        {
            foreach (var command in commands)
            {
                await using var process = await TargetProcess.StartAsync(command, cancellationToken);
                times[command].Add(process.StartUp);
            }

            bar.Increment(1);
        }

        return [.. commands.Select(command => StartUp.Of(command.Name, times[command]))];
    }
}
