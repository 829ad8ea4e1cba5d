using System.Collections.Concurrent;

namespace Virga.LocalStorage;

/// <summary>One bell a queue, rung whenever the time of its next visible message may have changed.</summary>
internal sealed class QueueBells
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _bells = new(StringComparer.Ordinal);

    /// <summary>Completes at the queue's next ring. Take it before looking into the queue, so that no ring is missed.</summary>
    public Task Next(string queue) => _bells.GetOrAdd(queue, _ => New()).Task;

    public void Ring(string queue)
    {
        if (_bells.TryRemove(queue, out var bell))
        {
            bell.TrySetResult();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
