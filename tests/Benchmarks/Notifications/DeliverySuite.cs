using Spectre.Console;

namespace Benchmarks;

/// <summary>How long a message takes from its publisher to its handler, and what it costs.</summary>
internal sealed class DeliverySuite : IBenchSuite
{
    public string Name => "delivery";

    public string Summary => "Messages from publisher to handler, over the whole local path.";

    public BenchOptions Defaults(bool quick) => new(
        quick,
        Rounds: quick ? 1 : 3,
        Round: TimeSpan.FromSeconds(quick ? 0.3 : 2),
        WarmUp: TimeSpan.FromSeconds(quick ? 0.2 : 1),
        Workers: 1);

    public async Task<BenchReport> MeasureAsync(BenchOptions options, string data, ProgressContext progress, CancellationToken cancellationToken) => new(
        [await new DeliveryMeasurements(options).MeasureAsync(data, progress.AddTask("publish to handler"), cancellationToken)],
        ["Outbox, relay, local Event Grid and dispatch in one process, documents and queue in files; bodies of about 900 bytes; each publisher waits until its message was handled."]);
}
