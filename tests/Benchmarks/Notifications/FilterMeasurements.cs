using System.Globalization;
using System.Text;
using Spectre.Console;
using Virga.Notifications;

namespace Benchmarks;

/// <summary>Measures filter policies: events per CPU-second of one thread, reading the body included, compiling the policies not.</summary>
internal sealed class FilterMeasurements(BenchOptions options)
{
    private readonly NotificationMessage[] _events = CityLots.Make(options.IsQuick ? 2_000 : 20_000);
    private readonly List<int> _matched = [];
    private int _next;

    public int MeanBytes => (int)_events.Average(message => Encoding.UTF8.GetByteCount(message.Body));

    public async Task<IReadOnlyList<Table>> MeasureAsync(ProgressTask bar, CancellationToken cancellationToken)
    {
        bar.MaxValue = FilterFamilies.All.Count + FilterFamilies.Growing.Count;
        await BusyLoop.RunAsync(Matching(Compile(FilterFamilies.All[^1].Policies)), () => TimeSpan.Zero, 1, options.WarmUp * 4, cancellationToken); // until all code is compiled at its best
        var families = new Table().AddColumns("five policies on", "events per CPU-second", "event-ruler", "÷ event-ruler", "allocated per event", "matches per event");
        foreach (var family in FilterFamilies.All)
        {
            var index = Compile(family.Policies);
            var load = await MeasureAsync(index, cancellationToken);
            families.AddRow(family.Name, Rate(load), family.Peer.ToString("N0", CultureInfo.InvariantCulture), Figures.Ratio(PerCpuSecond(load) / family.Peer), load.Allocated(), Figures.Ratio(MatchesPerEvent(index)));
            bar.Increment(1);
        }

        int[] counts = options.IsQuick ? [1, 100, 10_000] : [1, 100, 10_000, 100_000];
        var growing = new Table().AddColumn("events per CPU-second with").AddColumns([.. counts.Select(count => count.ToString("N0", CultureInfo.InvariantCulture) + (count == 1 ? " policy" : " policies"))]);
        foreach (var (name, policy) in FilterFamilies.Growing)
        {
            var row = new List<string> { name };
            foreach (var count in counts)
            {
                row.Add(Rate(await MeasureAsync(Compile(Enumerable.Range(1, count).Select(policy)), cancellationToken)));
            }

            growing.AddRow([.. row]);
            bar.Increment(1);
        }

        return [families, growing];
    }

    private static FilterIndex Compile(IEnumerable<string> policies) => new([.. policies.Select(policy => FilterPolicy.Parse(policy, FilterScope.MessageBody))]);

    private double MatchesPerEvent(FilterIndex index)
    {
        _matched.Clear();
        foreach (var message in _events)
        {
            index.Match(message, _matched);
        }

        return (double)_matched.Count / _events.Length;
    }

    private async Task<LoadResult> MeasureAsync(FilterIndex index, CancellationToken cancellationToken)
    {
        await BusyLoop.RunAsync(Matching(index), () => TimeSpan.Zero, 1, options.WarmUp, cancellationToken);
        var rounds = new List<LoadResult>();
        for (var round = 0; round < options.Rounds; round++)
        {
            rounds.Add(await BusyLoop.RunAsync(Matching(index), () => TimeSpan.Zero, 1, options.Round, cancellationToken));
        }

        return LoadResult.Median(rounds);
    }

    private Func<Random, ValueTask> Matching(FilterIndex index) => _ =>
    {
        _matched.Clear();
        index.Match(_events[_next++ % _events.Length], _matched);
        return ValueTask.CompletedTask;
    };

    private static double PerCpuSecond(LoadResult load) => 1e6 / load.CpuMicrosecondsPerRequest;

    private static string Rate(LoadResult load) => PerCpuSecond(load).ToString("N0", CultureInfo.InvariantCulture);
}
