namespace Benchmarks;

/// <summary>From the start of the process to the first 200.</summary>
internal sealed record StartUp(string Server, TimeSpan First, TimeSpan Median)
{
    public static StartUp Of(string server, IReadOnlyList<TimeSpan> times)
    {
        var later = times.Skip(1).DefaultIfEmpty(times[0]).Order().ToList();
        return new StartUp(server, times[0], later[later.Count / 2]);
    }
}
