using Spectre.Console;

namespace Benchmarks;

/// <summary>How fast filter policies decide, beside what event-ruler does with such events, and how long a message takes to its handler.</summary>
internal sealed class NotificationsSuite : IBenchSuite
{
    public string Name => "notifications";

    public string Summary => "Filter policies: events per CPU-second for each operator, and for 1 to 100,000 policies. Messages from publisher to handler, over the whole local path.";

    public BenchOptions Defaults(bool quick) => new(
        quick,
        Rounds: quick ? 1 : 3,
        Round: TimeSpan.FromSeconds(quick ? 0.3 : 2),
        WarmUp: TimeSpan.FromSeconds(quick ? 0.2 : 1),
        Workers: 1);

    public async Task<BenchReport> MeasureAsync(BenchOptions options, string data, ProgressContext progress, CancellationToken cancellationToken)
    {
        var filters = new FilterMeasurements(options);
        var tables = await filters.MeasureAsync(progress.AddTask("filter policies"), cancellationToken);
        var delivery = await new DeliveryMeasurements(options).MeasureAsync(Path.Combine(data, "app"), progress.AddTask("publish to handler"), cancellationToken);
        return new BenchReport(
            [.. tables, delivery],
            [
                $"Events of {filters.MeanBytes} bytes on average, made by seed after the schema of event-ruler's city lots; one thread; the body is transcoded and read within the time, policies are compiled before.",
                "event-ruler's figures are its own matcher's on such events (Java 17, 2 shared processors), measured elsewhere and not by this run.",
                "Publish to handler: outbox, relay, local Event Grid and dispatch in one process, documents and queue in files; bodies of about 900 bytes; each publisher waits until its message was handled.",
            ]);
    }
}
