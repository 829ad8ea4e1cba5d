using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>A handler that does what the test says.</summary>
internal sealed class CatSubscriber(HandlerLog log) : ISubscriber<Cat>
{
    public async Task HandleAsync(Notification<Cat> notification, SubscriberContext context, CancellationToken cancellationToken)
    {
        log.Seen.Enqueue(notification);
        await log.OnMessage(notification, context);
    }
}
