namespace Virga.Notifications;

/// <summary>Named queues of small messages with delayed visibility: where retries wait. Azure Storage queues in the cloud, SQLite on a laptop.</summary>
/// <remarks>At least once, no order. A queue comes into being with its first message. Azure Storage's limits hold in every adapter.</remarks>
public interface IMessageQueue
{
    /// <summary>Puts a message into a queue; when this returns, the message is stored.</summary>
    /// <param name="queue">The queue's name: 3 to 63 lower-case letters, digits and single dashes.</param>
    /// <param name="body">The message, at most <see cref="QueueLimits.MessageBytes"/>.</param>
    /// <param name="delay">How long the message stays invisible; zero for not at all, at most <see cref="QueueLimits.MaximumDelay"/>.</param>
    /// <param name="cancellationToken">Stops the attempt; the message may be stored all the same.</param>
    /// <exception cref="ArgumentException">Name, size or delay is out of bounds.</exception>
    Task SendAsync(string queue, BinaryData body, TimeSpan delay = default, CancellationToken cancellationToken = default);

    /// <summary>Takes up to <paramref name="count"/> (1 to 32) visible messages, each hidden from others for <paramref name="visibility"/> (1 s to 7 days).</summary>
    Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string queue, int count, TimeSpan visibility, CancellationToken cancellationToken = default);

    /// <summary>Removes a message that was received. False when its receipt is no longer good: someone else has it, or it is gone.</summary>
    Task<bool> DeleteAsync(string queue, QueuedMessage message, CancellationToken cancellationToken = default);

    /// <summary>Gives a received message back, visible after <paramref name="delay"/>. False when its receipt is no longer good.</summary>
    Task<bool> ReleaseAsync(string queue, QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken = default);

    /// <summary>About how many messages the queue holds, hidden ones included; 0 when there is no such queue.</summary>
    Task<int> CountAsync(string queue, CancellationToken cancellationToken = default);
}
