namespace Virga.Notifications;

/// <summary>Publishes notifications that are not part of a document transaction; those that are use <c>Transaction.Publish</c>.</summary>
public interface INotifier
{
    /// <summary>Stores a message, in the outbox or in its group's log; when this returns, it will be delivered at least once to every subscription that matches.</summary>
    /// <param name="topic">The topic, registered with the app.</param>
    /// <param name="value">The body.</param>
    /// <param name="configure">Sets attributes and subject; null for none.</param>
    /// <param name="cancellationToken">Stops the attempt; the message may be stored all the same.</param>
    /// <exception cref="NotificationException">The message breaks one of SNS's rules (<see cref="NotificationErrors.InvalidParameter"/>),
    /// the topic is not registered (<see cref="NotificationErrors.NotFound"/>), or too many publish to the group of a FIFO topic (<see cref="NotificationErrors.GroupBusy"/>).</exception>
    /// <exception cref="EventTransportException">The message is <see cref="MessageBuilder.Direct"/>, and the transport did not take it.</exception>
    Task<PublishResult> PublishAsync<T>(Topic<T> topic, T value, Action<MessageBuilder>? configure = null, CancellationToken cancellationToken = default);

    /// <summary>Stores a message whose body is ready text: what the HTTP API does.</summary>
    /// <param name="topic">The topic's name, or its ARN.</param>
    /// <param name="body">The body; handlers of typed topics expect the topic's JSON.</param>
    /// <param name="configure">Sets attributes and subject; null for none.</param>
    /// <param name="cancellationToken">Stops the attempt; the message may be stored all the same.</param>
    /// <exception cref="NotificationException">As for the typed one.</exception>
    /// <exception cref="EventTransportException">The message is <see cref="MessageBuilder.Direct"/>, and the transport did not take it.</exception>
    Task<PublishResult> PublishTextAsync(string topic, string body, Action<MessageBuilder>? configure = null, CancellationToken cancellationToken = default);

    /// <summary>Stores 1 to 10 messages at once: SNS's <c>PublishBatch</c>. What is wrong with the batch, or with the form of any message, refuses all of it.</summary>
    /// <param name="topic">The topic's name, or its ARN.</param>
    /// <param name="entries">The messages. They are written together, and fail together when the store is away; those of a FIFO topic group by group.</param>
    /// <param name="cancellationToken">Stops the attempt; messages may be stored all the same.</param>
    /// <exception cref="NotificationException">The batch breaks one of SNS's rules, or the topic does not exist.</exception>
    /// <exception cref="ArgumentException">A message is <see cref="MessageBuilder.Direct"/>.</exception>
    Task<PublishBatchResult> PublishBatchAsync(string topic, IReadOnlyList<BatchEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Stores any number of messages, up to 100 in one write. Each has its own outcome: one that breaks a rule holds up no other.</summary>
    /// <param name="topic">The topic, registered with the app.</param>
    /// <param name="values">The bodies; each is called by its position in the result, from <c>0</c> on.</param>
    /// <param name="configure">Sets attributes and subject of one message; null for none.</param>
    /// <param name="cancellationToken">Stops between two writes; messages may be stored all the same.</param>
    /// <exception cref="NotificationException">The topic is not registered (<see cref="NotificationErrors.NotFound"/>).</exception>
    /// <exception cref="ArgumentException">A message is <see cref="MessageBuilder.Direct"/>.</exception>
    Task<PublishBatchResult> PublishAllAsync<T>(Topic<T> topic, IEnumerable<T> values, Action<T, MessageBuilder>? configure = null, CancellationToken cancellationToken = default);
}
