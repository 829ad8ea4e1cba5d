namespace Benchmarks;

/// <summary>What a stretch of load came to.</summary>
/// <param name="Requests">Answers of the expected status.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Cpu">The server's processor time, user and system.</param>
/// <param name="AllocatedBytes">What the server allocated on its managed heap.</param>
internal sealed record LoadResult(long Requests, TimeSpan Elapsed, TimeSpan Cpu, long AllocatedBytes)
{
    public double RequestsPerSecond => Requests / Elapsed.TotalSeconds;

    public double CpuMicrosecondsPerRequest => Cpu.TotalMicroseconds / Requests;

    public double BytesPerRequest => (double)AllocatedBytes / Requests;

    /// <summary>The result in the middle, by CPU per request.</summary>
    public static LoadResult Median(IEnumerable<LoadResult> results)
    {
        var sorted = results.OrderBy(result => result.CpuMicrosecondsPerRequest).ToList();
        return sorted[sorted.Count / 2];
    }
}
