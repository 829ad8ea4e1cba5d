namespace Virga.Notifications;

/// <summary>Wakes who waits for a queue's messages; an <see cref="IMessageQueue"/> that can tell implements it too. Without it, poll.</summary>
public interface IQueueSignal
{
    /// <summary>Returns when a message of the queue is visible, at once when one already is, or after <paramref name="atMost"/>.</summary>
    /// <remarks>A hint: it may return early and for nothing. What it must not do is miss a message sent or released just before the call.</remarks>
    /// <param name="queue">The queue's name.</param>
    /// <param name="atMost">The longest wait.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    Task WaitAsync(string queue, TimeSpan atMost, CancellationToken cancellationToken = default);
}
