using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Waits for a queue to have something: by its signal when it has one, else by polling, cut short by what this process itself puts in.</summary>
internal sealed class QueueWaiter(IMessageQueue queues, string queue, TimeSpan pollInterval, TimeProvider time)
{
    private static readonly TimeSpan SignalInterval = TimeSpan.FromSeconds(30);

    private readonly IQueueSignal? _signal = queues as IQueueSignal;
    private TaskCompletionSource _nudge = New();

    /// <summary>Says that something was put into the queue.</summary>
    public void Nudge() => Volatile.Read(ref _nudge).TrySetResult();

    /// <summary>Forgets nudges; call it before looking into the queue.</summary>
    public void Reset()
    {
        if (Volatile.Read(ref _nudge).Task.IsCompleted)
        {
            Volatile.Write(ref _nudge, New());
        }
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (_signal is not null)
        {
            await _signal.WaitAsync(queue, SignalInterval, cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            await Volatile.Read(ref _nudge).Task.WaitAsync(pollInterval, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing was put in by this process: time to look.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
