using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Another handler of the tests' FIFO topics.</summary>
internal sealed class SecondMoveSubscriber(MoveLog log) : ISubscriber<Move>
{
    public Task HandleAsync(Notification<Move> notification, SubscriberContext context, CancellationToken cancellationToken) => log.HandleAsync("second", notification);
}
