using Microsoft.Extensions.Logging;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Checks subscriptions, and puts together all that works for one.</summary>
internal sealed class SubscriptionActivation(
    IMessageQueue queues, DeliveryStore store, LocalEventGridOptions options, IWebhookTransport? webhooks, LocalFaults faults, DeliveryJournal journal, TimeProvider time, ILogger logger)
{
    /// <exception cref="ArgumentException">The subscription is not valid; the message lists every fault.</exception>
    public void ThrowIfInvalid(LocalSubscription subscription)
    {
        var wrong = SubscriptionRules.Faults(subscription, options.Topics.FirstOrDefault(topic => topic.Name.Equals(subscription.Topic, StringComparison.OrdinalIgnoreCase))).ToList();
        if (subscription.Destination is LocalDestination.Webhook && webhooks is null)
        {
            wrong.Add("It delivers to a webhook, and no IWebhookTransport was given. Add one with AddVirgaWebhookHttp().");
        }

        if (wrong.Count > 0)
        {
            throw new ArgumentException($"The subscription '{subscription.Name}' is not valid. {string.Join(' ', wrong)}", nameof(subscription));
        }
    }

    public ActiveSubscription Activate(LocalSubscription subscription)
    {
        var queue = SubscriptionRules.QueueName(subscription.Name);
        var waiter = new QueueWaiter(queues, queue, options.PollInterval, time);
        var (target, handshake) = Target(subscription);
        var attempt = new DeliveryAttempt(subscription, queue, store, target, new RetryRules(options, subscription), faults, journal, time, logger);
        return new ActiveSubscription(subscription, queue, new SubscriptionDispatcher(subscription, queue, store, target, attempt, waiter, options, time, logger), waiter, handshake);
    }

    private (IDeliveryTarget Target, WebhookHandshake? Handshake) Target(LocalSubscription subscription)
    {
        if (subscription.Destination is not LocalDestination.Webhook { Endpoint: var endpoint })
        {
            return (new InProcessTarget(subscription.Name, ((LocalDestination.InProcess)subscription.Destination).Deliver, options.DeliveryTimeout, time, logger), null);
        }

        var handshake = new WebhookHandshake(subscription, endpoint, webhooks!, options, time, logger);
        return (new WebhookTarget(subscription, endpoint, webhooks!, handshake, options.DeliveryTimeout, time), handshake);
    }
}
