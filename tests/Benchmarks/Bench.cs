using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Benchmarks;

/// <summary>The command line: one command a suite. Every suite measures side by side, in rounds that take turns, so that a busy moment hits all.</summary>
internal static class Bench
{
    private static readonly IBenchSuite[] Suites = [new AppSuite(), new StartSuite(), new CosmosSuite(), new DocumentsSuite(), new FiltersSuite(), new DeliverySuite(), new GatewaySuite()];

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures the framework and prints Markdown tables for docs/benchmarks.md.");
        foreach (var suite in Suites)
        {
            root.Add(Command(suite));
        }

        return root.Parse(args).InvokeAsync();
    }

    private static Command Command(IBenchSuite suite)
    {
        var quick = new Option<bool>("--quick") { Description = "One short round: to see that it works, not to quote." };
        var rounds = new Option<int?>("--rounds") { Description = "How many rounds; the median one is reported." };
        var seconds = new Option<double?>("--seconds") { Description = "How long a round takes." };
        var workers = new Option<int?>("--workers") { Description = "How many requests are under way at a time." };
        var command = new Command(suite.Name, suite.Summary) { quick, rounds, seconds, workers };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = suite.Defaults(parsed.GetValue(quick));
            options = options with
            {
                Rounds = Math.Max(1, parsed.GetValue(rounds) ?? options.Rounds),
                Round = parsed.GetValue(seconds) is { } length ? TimeSpan.FromSeconds(length) : options.Round,
                Workers = Math.Max(1, parsed.GetValue(workers) ?? options.Workers),
            };
            await RunAsync(suite, options, cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(IBenchSuite suite, BenchOptions options, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("virga-bench-");
        try
        {
            var report = await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn(), new SpinnerColumn())
                .StartAsync(progress => suite.MeasureAsync(options, data.FullName, progress, cancellationToken));
            Write(AnsiConsole.Console, options, report);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    // Markdown as it is, for docs/benchmarks.md: no line may break.
    private static void Write(IAnsiConsole console, BenchOptions options, BenchReport report)
    {
        console.Profile.Width = 1000;
        foreach (var table in report.Tables)
        {
            foreach (var column in table.Columns)
            {
                column.NoWrap = true;
            }

            console.Write(table.Border(TableBorder.Markdown));
            console.WriteLine();
        }

        foreach (var note in report.Notes)
        {
            console.WriteLine(note);
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Workers} workers, median of {options.Rounds} rounds of {options.Round.TotalSeconds:0.#} s (by CPU), {Environment.ProcessorCount} processors shared with the load, .NET {Environment.Version}."));
    }
}
