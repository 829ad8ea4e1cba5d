using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Sends the message that asks an endpoint's owner to confirm, through the delivery queue.</summary>
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

    public Task SendAsync(Subscription subscription, string token, CancellationToken cancellationToken)
    {
        var now = MessageTime.Truncate(time.GetUtcNow());
        var message = new NotificationMessage
        {
            MessageId = Guid.CreateVersion7(now).ToString(),
            Topic = subscription.Topic,
            Timestamp = now,
            Body = $"You have chosen to subscribe to the topic {_links.TopicArn(subscription.Topic)}.\n"
                + "To confirm the subscription, visit the SubscribeURL included in this message.",
        };
        var delivery = new Delivery { Kind = DeliveryKind.SubscriptionConfirmation, Recipient = subscription.Id, Message = message, Token = token };
        return sender.SendAsync(delivery, TimeSpan.Zero, cancellationToken);
    }
}
