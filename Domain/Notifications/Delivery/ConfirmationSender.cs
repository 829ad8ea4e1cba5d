using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Sends the messages that carry a token, through the delivery queue: the one that asks an endpoint's owner to confirm, and the one that tells of the end.</summary>
internal sealed class ConfirmationSender(DeliverySender sender, IMessageSigner signer, IOptions<NotificationsOptions> options, TimeProvider time)
{
    private readonly WebhookLinks _links = new(options.Value);

    /// <exception cref="NotificationException">There is no public base URL, or no signing key.</exception>
    public void ThrowIfNotConfigured()
    {
        if (!_links.IsConfigured || !signer.IsConfigured)
        {
            throw new NotificationException(
                NotificationErrors.WebhooksNotConfigured,
                $"Webhooks need {NotificationsOptions.Section}:{nameof(NotificationsOptions.PublicBaseUrl)} and a key in {SigningOptions.Section}.");
        }
    }

    /// <param name="subscription">Whose endpoint gets it.</param>
    /// <param name="kind">Which of the two.</param>
    /// <param name="token">The token.</param>
    /// <param name="wait">How long it waits for its place in the host's line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task SendAsync(Subscription subscription, DeliveryKind kind, string token, TimeSpan wait, CancellationToken cancellationToken)
    {
        var now = MessageTime.Truncate(time.GetUtcNow());
        var message = new NotificationMessage
        {
            MessageId = Guid.CreateVersion7(now).ToString(),
            Topic = subscription.Topic,
            Timestamp = now,
            Body = kind == DeliveryKind.SubscriptionConfirmation
                ? $"You have chosen to subscribe to the topic {_links.TopicArn(subscription.Topic)}.\nTo confirm the subscription, visit the SubscribeURL included in this message."
                : $"You have chosen to deactivate subscription {_links.SubscriptionArn(subscription.Topic, subscription.Id)}.\n"
                    + "To cancel this operation and restore the subscription, visit the SubscribeURL included in this message.",
        };
        var delivery = new Delivery { Kind = kind, Recipient = subscription.Id, Message = message, Token = token, Slot = now + wait };
        return sender.SendAsync(delivery, wait, cancellationToken);
    }
}
