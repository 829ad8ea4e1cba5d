namespace Virga.Notifications;

/// <summary>Publishes notifications that are not part of a document transaction; those that are use <c>Transaction.Publish</c>.</summary>
public interface INotifier
{
    /// <summary>Stores a message in the outbox; when this returns, it will be delivered at least once to every subscription that matches.</summary>
    /// <param name="topic">The topic, registered with the app.</param>
    /// <param name="value">The body.</param>
    /// <param name="configure">Sets attributes and subject; null for none.</param>
    /// <param name="cancellationToken">Stops the attempt; the message may be stored all the same.</param>
    /// <exception cref="NotificationException">The message breaks one of SNS's rules (<see cref="NotificationErrors.InvalidParameter"/>),
    /// or the topic is not registered (<see cref="NotificationErrors.NotFound"/>).</exception>
    Task<PublishResult> PublishAsync<T>(Topic<T> topic, T value, Action<MessageBuilder>? configure = null, CancellationToken cancellationToken = default);

    /// <summary>Stores a message whose body is ready text: what the HTTP API does.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="body">The body; handlers of typed topics expect the topic's JSON.</param>
    /// <param name="configure">Sets attributes and subject; null for none.</param>
    /// <param name="cancellationToken">Stops the attempt; the message may be stored all the same.</param>
    /// <exception cref="NotificationException">As for the typed one.</exception>
    Task<PublishResult> PublishTextAsync(string topic, string body, Action<MessageBuilder>? configure = null, CancellationToken cancellationToken = default);
}
