using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>A handler of the tests' FIFO topics.</summary>
internal sealed class FirstMoveSubscriber(MoveLog log) : ISubscriber<Move>
{
    public Task HandleAsync(Notification<Move> notification, SubscriberContext context, CancellationToken cancellationToken) => log.HandleAsync("first", notification);
}
