namespace Benchmarks;

/// <summary>What a scenario came to on both servers: the median round of each.</summary>
internal sealed record Comparison(string Scenario, string Server, LoadResult Measured, LoadResult Yardstick)
{
    public double CpuRatio => Measured.CpuMicrosecondsPerRequest / Yardstick.CpuMicrosecondsPerRequest;
}
