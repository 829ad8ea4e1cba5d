using System.Diagnostics;

namespace Benchmarks;

/// <summary>Keeps a number of connections busy for a while.</summary>
internal static class LoadGenerator
{
    public static async Task<LoadResult> RunAsync(TargetProcess target, RequestTemplate request, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var allocated = await target.AllocatedBytesAsync(cancellationToken);
        var cpu = target.Cpu;
        var watch = Stopwatch.StartNew();

        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => BeBusyAsync(target.Port, request, watch, duration, cancellationToken)));

        var elapsed = watch.Elapsed;
        return new LoadResult(counts.Sum(), elapsed, target.Cpu - cpu, await target.AllocatedBytesAsync(cancellationToken) - allocated);
    }

    private static async Task<long> BeBusyAsync(int port, RequestTemplate request, Stopwatch watch, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var connection = new RawConnection(port);
        await connection.ConnectAsync(cancellationToken);
        var count = 0L;
        for (; watch.Elapsed < duration; count++)
        {
            await connection.RoundTripAsync(request, cancellationToken);
        }

        return count;
    }
}
