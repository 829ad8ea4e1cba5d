namespace Virga.Notifications;

/// <summary>Handles a topic's messages in the app. Every message comes at least once, in no order but that of a FIFO topic's groups; one that throws is tried again by the retry policy and then kept as a dead letter.</summary>
/// <typeparam name="T">The type of the body.</typeparam>
public interface ISubscriber<T>
{
    /// <summary>Handles one message. For effects that must happen once, write them through <see cref="SubscriberContext.TransactAsync"/>.</summary>
    /// <param name="notification">The message.</param>
    /// <param name="context">The delivery, and the way to write effects once.</param>
    /// <param name="cancellationToken">The app is stopping; the message comes again.</param>
    Task HandleAsync(Notification<T> notification, SubscriberContext context, CancellationToken cancellationToken);
}
