using Spectre.Console;

namespace Benchmarks;

/// <summary>The app from the start of its process to its first answer, beside a bare minimal API and, where one is named, another build of the app.</summary>
internal sealed class StartSuite : IBenchSuite
{
    /// <summary>The Functions.dll of another build, to measure a change by.</summary>
    private const string Against = "VIRGA_BENCH_AGAINST";

    public string Name => "start";

    public string Summary => $"The app's start beside a bare minimal API, and beside the build whose Functions.dll {Against} names.";

    public BenchOptions Defaults(bool quick) => new(quick, Rounds: quick ? 2 : 9, Round: TimeSpan.Zero, WarmUp: TimeSpan.Zero, Workers: 1);

    public async Task<BenchReport> MeasureAsync(BenchOptions options, string data, ProgressContext progress, CancellationToken cancellationToken)
    {
        var bar = progress.AddTask("starts", maxValue: options.Rounds);
        var targets = Targets().ToList();
        var fresh = targets.ConvertAll(_ => new List<StartUp>());
        var later = targets.ConvertAll(_ => new List<StartUp>());
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var i = 0; i < targets.Count; i++)
            {
                // The first start makes its data, the second finds it.
                var target = targets[i] with { Data = Path.Combine(data, $"{i}-{round}") };
                fresh[i].Add(await StartAsync(target, cancellationToken));
                later[i].Add(await StartAsync(target, cancellationToken));
            }

            bar.Increment(1);
        }

        var table = new Table().AddColumns("start to first 200", "new data", "CPU", "data that is there", "CPU", "CPU ÷ the app's");
        var standard = StartUp.Of(later[0]);
        for (var i = 0; i < targets.Count; i++)
        {
            var (first, second) = (StartUp.Of(fresh[i]), StartUp.Of(later[i]));
            table.AddRow(
                targets[i].Name, Figures.Milliseconds(first.Time), Figures.Milliseconds(first.Cpu), Figures.Milliseconds(second.Time), Figures.Milliseconds(second.Cpu),
                Figures.Ratio(second.Cpu / standard.Cpu));
        }

        return new BenchReport([table], []);
    }

    private static IEnumerable<TargetCommand> Targets()
    {
        var app = Scenarios.App("");
        yield return app;
        if (Environment.GetEnvironmentVariable(Against) is { Length: > 0 } other)
        {
            yield return app with { Name = "the other build", Assembly = other };
        }

        yield return Scenarios.Bare;
    }

    private static async Task<StartUp> StartAsync(TargetCommand command, CancellationToken cancellationToken)
    {
        await using var process = await TargetProcess.StartAsync(command, cancellationToken);
        return new StartUp(process.StartUp, process.Cpu);
    }
}
