using System.Diagnostics;

namespace Benchmarks;

/// <summary>What a stretch of load on a server came to.</summary>
/// <param name="PerSecond">Answers of the expected status in a second.</param>
/// <param name="CpuMicroseconds">The server's processor time for one of them.</param>
/// <param name="P99Milliseconds">Within this time 99 of 100 were answered.</param>
/// <param name="Memory">The server's working set after it, in bytes.</param>
internal sealed record GatewayRound(double PerSecond, double CpuMicroseconds, double P99Milliseconds, long Memory)
{
    public static async Task<GatewayRound> RunAsync(GatewayServer server, RequestTemplate request, int workers, TimeSpan length, CancellationToken cancellationToken)
    {
        var cpu = server.Cpu;
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => BeBusyAsync(server.Port, request, watch, length, cancellationToken)));
        var elapsed = watch.Elapsed;
        var used = server.Cpu - cpu;
        var all = times.SelectMany(time => time).Order().ToList();
        return new GatewayRound(all.Count / elapsed.TotalSeconds, used.TotalMicroseconds / all.Count, all[(int)(all.Count * 0.99)] * 1000.0 / Stopwatch.Frequency, server.WorkingSet);
    }

    /// <summary>The round in the middle, by CPU.</summary>
    public static GatewayRound Median(IEnumerable<GatewayRound> rounds)
    {
        var sorted = rounds.OrderBy(round => round.CpuMicroseconds).ToList();
        return sorted[sorted.Count / 2];
    }

    private static async Task<List<long>> BeBusyAsync(int port, RequestTemplate request, Stopwatch watch, TimeSpan length, CancellationToken cancellationToken)
    {
        using var connection = new RawConnection(port);
        await connection.ConnectAsync(cancellationToken);
        var times = new List<long>();
        while (watch.Elapsed < length)
        {
            var start = Stopwatch.GetTimestamp();
            await connection.RoundTripAsync(request, cancellationToken);
            times.Add(Stopwatch.GetTimestamp() - start);
        }

        return times;
    }
}
