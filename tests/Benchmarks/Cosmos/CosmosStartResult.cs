namespace Benchmarks;

/// <summary>Some starts: the fastest, which a busy machine disturbed least, and the one in the middle.</summary>
internal sealed record CosmosStartResult(string Name, CosmosStartTime Fastest, CosmosStartTime Median)
{
    public static CosmosStartResult Of(string name, IReadOnlyList<CosmosStartTime> times) => new(name, At(times, 0), At(times, times.Count / 2));

    private static CosmosStartTime At(IReadOnlyList<CosmosStartTime> times, int index) => new(
        times.Select(time => time.Inside).Order().ElementAt(index),
        times.Select(time => time.Cpu).Order().ElementAt(index),
        times.Select(time => time.Whole).Order().ElementAt(index));
}
