namespace Virga.Notifications;

/// <summary>Takes back what a dead process had received; an <see cref="IMessageQueue"/> that belongs to one process at a time implements it too.</summary>
public interface IQueueRecovery
{
    /// <summary>Makes a queue's messages visible that were received and neither deleted nor seen again yet, so that their visibility need not pass first. How many.</summary>
    /// <remarks>For the sole receiver of the queue, before it receives anything. Messages that were sent with a delay keep it.</remarks>
    Task<int> RecoverAsync(string queue, CancellationToken cancellationToken = default);
}
