using System.Collections.Concurrent;
using System.Diagnostics;

namespace Benchmarks;

/// <summary>How long each parcel took from its publisher to its handler.</summary>
public sealed class ParcelArrivals
{
    private readonly ConcurrentDictionary<int, TimeSpan> _latencies = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _awaited = new();

    /// <summary>The latencies so far, shortest first.</summary>
    public IReadOnlyList<TimeSpan> Latencies => [.. _latencies.Values.Order()];

    public void Note(BenchParcel parcel)
    {
        // A parcel that comes twice counts with its first arrival.
        if (_latencies.TryAdd(parcel.Number, Stopwatch.GetElapsedTime(parcel.SentAt)))
        {
            Awaited(parcel.Number).TrySetResult();
        }
    }

    public Task ArrivedAsync(int number) => Awaited(number).Task;

    public void Clear()
    {
        _latencies.Clear();
        _awaited.Clear();
    }

    private TaskCompletionSource Awaited(int number) => _awaited.GetOrAdd(number, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
