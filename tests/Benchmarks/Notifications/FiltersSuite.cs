using Spectre.Console;

namespace Benchmarks;

/// <summary>How fast filter policies decide, beside what event-ruler does with such events.</summary>
internal sealed class FiltersSuite : IBenchSuite
{
    public string Name => "filters";

    public string Summary => "Filter policies: events per CPU-second for each operator, and for 1 to 100,000 policies.";

    public BenchOptions Defaults(bool quick) => new(
        quick,
        Rounds: quick ? 1 : 3,
        Round: TimeSpan.FromSeconds(quick ? 0.3 : 2),
        WarmUp: TimeSpan.FromSeconds(quick ? 0.2 : 1),
        Workers: 1);

    public async Task<BenchReport> MeasureAsync(BenchOptions options, string data, ProgressContext progress, CancellationToken cancellationToken)
    {
        var filters = new FilterMeasurements(options);
        return new BenchReport(
            await filters.MeasureAsync(progress.AddTask("filter policies"), cancellationToken),
            [
                $"Events of {filters.MeanBytes} bytes on average, made by seed after the schema of event-ruler's city lots; one thread; the body is transcoded and read within the time, policies are compiled before.",
                "event-ruler's figures are its own matcher's on such events (Java 17, 2 shared processors), measured elsewhere and not by this run.",
            ]);
    }
}
