using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Writes what endpoints get: SNS's envelope, signed where there is a key, or the body alone.</summary>
internal sealed class EnvelopeWriter(IMessageSigner signer, IOptions<NotificationsOptions> options)
{
    private readonly WebhookLinks _links = new(options.Value);

    /// <param name="delivery">The delivery; says what kind it is.</param>
    /// <param name="message">The whole message.</param>
    /// <param name="record">The subscription.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BinaryData> WriteAsync(Delivery delivery, NotificationMessage message, SubscriptionRecord record, CancellationToken cancellationToken) =>
        delivery.Kind == DeliveryKind.Notification && record.Subscription.RawMessageDelivery
            ? BinaryData.FromString(message.Body)
            : await EnvelopeAsync(delivery, message, record, cancellationToken).ConfigureAwait(false);

    private async Task<BinaryData> EnvelopeAsync(Delivery delivery, NotificationMessage message, SubscriptionRecord record, CancellationToken cancellationToken)
    {
        var isNotification = delivery.Kind == DeliveryKind.Notification;
        var envelope = new JsonObject
        {
            ["Type"] = EnvelopeTypes.Of(delivery.Kind),
            ["MessageId"] = message.MessageId,
        };
        if (!isNotification)
        {
            envelope["Token"] = delivery.Token;
        }

        envelope["TopicArn"] = _links.TopicArn(message.Topic);
        if (message.Subject is not null)
        {
            envelope["Subject"] = message.Subject;
        }

        envelope["Message"] = message.Body;
        if (!isNotification)
        {
            envelope["SubscribeURL"] = _links.Subscribe(message.Topic, delivery.Token!);
        }

        envelope["Timestamp"] = MessageTime.ToText(message.Timestamp);
        if (message.SequenceNumber is not null)
        {
            envelope["SequenceNumber"] = message.SequenceNumber;
        }

        if (delivery.IsReplayed)
        {
            envelope["Replayed"] = true;
        }

        if (_links.IsConfigured && signer.IsConfigured)
        {
            await SignAsync(envelope, message.Topic, isNotification ? record : null, cancellationToken).ConfigureAwait(false);
        }

        if (message.Attributes.Count > 0)
        {
            envelope["MessageAttributes"] = MessageJson.WriteAttributes(message.Attributes);
        }

        return JsonText.ToData(envelope);
    }

    /// <summary>Signs an envelope, FIFO topics' too (SNS leaves those unsigned), and adds the link that ends the subscription. Only queues get envelopes where nothing is configured to sign them with.</summary>
    private async Task SignAsync(JsonObject envelope, string topic, SubscriptionRecord? unsubscribed, CancellationToken cancellationToken)
    {
        var text = CanonicalString.Of(envelope["Type"]!.GetValue<string>(), name => envelope[name]?.GetValue<string>());
        var signature = await signer.SignAsync(text, cancellationToken).ConfigureAwait(false);
        envelope["SignatureVersion"] = "2";
        envelope["Signature"] = signature.Value;
        envelope["SigningCertURL"] = _links.SigningCertificate(signature.KeyId);
        if (unsubscribed is not null)
        {
            envelope["UnsubscribeURL"] = _links.Unsubscribe(topic, unsubscribed.Subscription.Id, unsubscribed.UnsubscribeToken);
        }
    }
}
