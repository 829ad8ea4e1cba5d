namespace Benchmarks;

/// <summary>The median of some starts.</summary>
internal sealed record CosmosStartResult(string Name, TimeSpan? Inside, TimeSpan Whole)
{
    public static CosmosStartResult Of(string name, IReadOnlyList<CosmosStartTime> times) => new(
        name,
        times.Select(time => time.Inside).Order().ElementAt(times.Count / 2),
        times.Select(time => time.Whole).Order().ElementAt(times.Count / 2));
}
