namespace Benchmarks;

/// <summary>From the start of a process to its first 200: the median of several starts.</summary>
/// <param name="Time">By the clock.</param>
/// <param name="Cpu">Processor time of the process.</param>
internal sealed record StartUp(TimeSpan Time, TimeSpan Cpu)
{
    public static StartUp Of(IReadOnlyList<StartUp> starts) => new(Median(starts.Select(start => start.Time)), Median(starts.Select(start => start.Cpu)));

    private static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
