using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;
using Virga.Hosting;
using Virga.LocalHost;
using Virga.Notifications;

namespace Benchmarks;

/// <summary>Measures the whole local path: publish, outbox, relay, local Event Grid, dispatch, handler; everything in this process, its data in files.</summary>
internal sealed class DeliveryMeasurements(BenchOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly int[] Publishers = [1, 8, 32];
    private int _number;

    public async Task<Table> MeasureAsync(string data, ProgressTask bar, CancellationToken cancellationToken)
    {
        bar.MaxValue = Publishers.Length;
        using var host = Build(data);
        await host.StartAsync(cancellationToken);
        try
        {
            var table = new Table().AddColumns("publishers", "messages/s published to handled", "CPU per message", "latency, median", "99 of 100", "longest");
            await WarmUp.RunAsync(() => RoundAsync(host.Services, publishers: 8, options.WarmUp, cancellationToken));
            foreach (var publishers in Publishers)
            {
                var rounds = new List<Round>();
                for (var round = 0; round < options.Rounds; round++)
                {
                    rounds.Add(await RoundAsync(host.Services, publishers, options.Round, cancellationToken));
                }

                var median = rounds.OrderBy(round => round.PerSecond).ElementAt(rounds.Count / 2);
                table.AddRow(
                    publishers.ToString(CultureInfo.InvariantCulture), Number(median.PerSecond, "N0"), $"{Number(median.CpuPerMessage.TotalMicroseconds, "N0")} µs",
                    Milliseconds(median.At(0.5)), Milliseconds(median.At(0.99)), Milliseconds(median.At(1)));
                bar.Increment(1);
            }

            return table;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    // Each publisher sends its next message when the last one was handled: what is measured is a path, not a queue that grows.
    private async Task<Round> RoundAsync(IServiceProvider services, int publishers, TimeSpan length, CancellationToken cancellationToken)
    {
        var arrivals = services.GetRequiredService<ParcelArrivals>();
        var notifier = services.GetRequiredService<INotifier>();
        arrivals.Clear();
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, publishers).Select(async _ =>
        {
            while (watch.Elapsed < length)
            {
                var number = Interlocked.Increment(ref _number);
                await notifier.PublishAsync(BenchParcel.Topic, new BenchParcel(number, Stopwatch.GetTimestamp(), BenchParcel.Filler), null, cancellationToken);
                await arrivals.ArrivedAsync(number).WaitAsync(Patience, cancellationToken);
            }
        }));
        return new Round(arrivals.Latencies, watch.Elapsed, Environment.CpuUsage.TotalTime - cpu);
    }

    private static IHost Build(string data)
    {
        var builder = FunctionsApplication.CreateBuilder(["environment=Development", $"VIRGA_DATA={data}", "urls=http://127.0.0.1:0"]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ParcelArrivals>();
        builder.AddVirga(virga => virga.Notifications.Topic(BenchParcel.Topic).Subscriber<ReceiveParcel>("receive-parcel"));
        return builder.Build();
    }

    private static string Milliseconds(TimeSpan time) => $"{Number(time.TotalMilliseconds, "0.0")} ms";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed record Round(IReadOnlyList<TimeSpan> Latencies, TimeSpan Length, TimeSpan Cpu)
    {
        public double PerSecond => Latencies.Count / Length.TotalSeconds;

        public TimeSpan CpuPerMessage => Cpu / Math.Max(1, Latencies.Count);

        public TimeSpan At(double share) => Latencies[(int)Math.Ceiling(share * Latencies.Count) - 1];
    }
}
