using System.Diagnostics;

namespace Benchmarks;

/// <summary>Does something in this process again and again, several at a time.</summary>
internal static class BusyLoop
{
    /// <param name="run">Does it once.</param>
    /// <param name="serverCpu">Processor time of the process behind it; zero when it is this one.</param>
    /// <param name="workers">How many are under way at a time.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<LoadResult> RunAsync(Func<Random, ValueTask> run, Func<TimeSpan> serverCpu, int workers, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime + serverCpu();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();

        var counts = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(() => BeBusyAsync(worker), cancellationToken)));

        var elapsed = watch.Elapsed;
        self.Refresh();
        return new LoadResult(counts.Sum(), elapsed, self.TotalProcessorTime + serverCpu() - cpu, GC.GetTotalAllocatedBytes(precise: true) - allocated);

        async Task<long> BeBusyAsync(int worker)
        {
            var random = new Random(worker);
            var count = 0L;
            for (; watch.Elapsed < duration && !cancellationToken.IsCancellationRequested; count++)
            {
                await run(random);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return count;
        }
    }
}
