using System.Diagnostics;

namespace Virga.Notifications;

/// <summary>Sends messages without the outbox: plans them at once, and returns when the transport has them.</summary>
internal sealed class DirectPublisher(DeliveryPlanner planner, EventSplitter splitter, EventSender sender)
{
    /// <exception cref="NotificationException">The topic is FIFO: its order needs the outbox.</exception>
    /// <exception cref="EventTransportException">The transport refused.</exception>
    public async Task SendAsync(TopicSettings topic, NotificationMessage message, CancellationToken cancellationToken)
    {
        if (topic.IsFifo)
        {
            throw NotificationException.Invalid("Direct Reason: messages of a FIFO topic go through the outbox");
        }

        var plan = await planner.PlanAsync(message, cancellationToken).ConfigureAwait(false);
        if (plan.Recipients.Count > 0)
        {
            var record = OutboxRecord.Of(message, Activity.Current?.Id) with { Plan = plan };
            var events = await splitter.SplitAsync(record, cancellationToken).ConfigureAwait(false);
            await sender.SendAsync(events, cancellationToken).ConfigureAwait(false);
        }
    }
}
