namespace Virga.EventGrid;

/// <summary>A subscription with all that works for it.</summary>
internal sealed record ActiveSubscription(LocalSubscription Subscription, string Queue, SubscriptionDispatcher Dispatcher, QueueWaiter Waiter, WebhookHandshake? Handshake)
{
    public LocalSubscriptionStatus Status => new(
        Subscription.Name, Subscription.Topic, Handshake?.State ?? LocalSubscriptionState.Active, Handshake?.Error, Queue);
}
