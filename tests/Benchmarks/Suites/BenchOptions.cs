namespace Benchmarks;

/// <summary>How long and how hard to measure.</summary>
/// <param name="IsQuick">Whether it is only to see that it works: smaller data, fewer starts.</param>
/// <param name="Rounds">How many rounds; the median one is reported.</param>
/// <param name="Round">How long a round takes.</param>
/// <param name="WarmUp">How long each is used before it is measured.</param>
/// <param name="Workers">How many requests are under way at a time.</param>
/// <param name="Starts">How many starts of a process are timed.</param>
internal sealed record BenchOptions(bool IsQuick, int Rounds, TimeSpan Round, TimeSpan WarmUp, int Workers, int Starts = 0);
