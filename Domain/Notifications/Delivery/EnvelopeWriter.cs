using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Makes the requests webhooks get: SNS's headers, and its signed envelope or the body alone.</summary>
internal sealed class EnvelopeWriter(IMessageSigner signer, RequestSigner requests, IOptions<NotificationsOptions> options)
{
    private const string ContentType = "text/plain; charset=UTF-8";
    private const string Agent = "Virga-Notifications";

    private readonly WebhookLinks _links = new(options.Value);

    /// <param name="delivery">The delivery; says what kind it is.</param>
    /// <param name="message">The whole message.</param>
    /// <param name="record">The subscription.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<WebhookRequest> WriteAsync(Delivery delivery, NotificationMessage message, SubscriptionRecord record, CancellationToken cancellationToken)
    {
        var subscription = record.Subscription;
        message = message.For(subscription.Protocol);
        var isNotification = delivery.Kind == DeliveryKind.Notification;
        var isRaw = isNotification && subscription.RawMessageDelivery;
        var body = isRaw ? BinaryData.FromString(message.Body) : await EnvelopeAsync(delivery, message, record, cancellationToken).ConfigureAwait(false);
        List<KeyValuePair<string, string>> headers =
        [
            new("x-amz-sns-message-type", TypeOf(delivery.Kind)),
            new("x-amz-sns-message-id", message.MessageId),
            new("x-amz-sns-topic-arn", _links.TopicArn(message.Topic)),
        ];
        if (delivery.Kind != DeliveryKind.SubscriptionConfirmation)
        {
            headers.Add(new("x-amz-sns-subscription-arn", _links.SubscriptionArn(message.Topic, subscription.Id)));
        }

        if (isRaw)
        {
            headers.Add(new("x-amz-sns-rawdelivery", "true"));
        }

        headers.Add(new("User-Agent", Agent));
        if (delivery.TraceParent is not null)
        {
            headers.Add(new("traceparent", delivery.TraceParent));
        }

        headers.AddRange(await requests.SignAsync(message, subscription.Id, body, isRaw, cancellationToken).ConfigureAwait(false));
        return new WebhookRequest(subscription.Endpoint, body, subscription.DeliveryPolicy?.HeaderContentType ?? ContentType) { Headers = headers };
    }

    /// <summary>The same for a channel.</summary>
    public ChannelMessage ForChannel(Delivery delivery, NotificationMessage message, SubscriptionRecord record, BinaryData body)
    {
        var subscription = record.Subscription;
        var isNotification = delivery.Kind == DeliveryKind.Notification;
        return new ChannelMessage(ChannelCatalog.FromUri(subscription.Endpoint), message.For(subscription.Protocol), body)
        {
            SubscriptionId = subscription.Id,
            SubscribeUrl = isNotification ? null : _links.Subscribe(message.Topic, delivery.Token!),
            UnsubscribeUrl = isNotification && _links.IsConfigured ? _links.Unsubscribe(message.Topic, subscription.Id, record.UnsubscribeToken) : null,
        };
    }

    private async Task<BinaryData> EnvelopeAsync(Delivery delivery, NotificationMessage message, SubscriptionRecord record, CancellationToken cancellationToken)
    {
        var isNotification = delivery.Kind == DeliveryKind.Notification;
        var envelope = new JsonObject
        {
            ["Type"] = TypeOf(delivery.Kind),
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

    private static string TypeOf(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Notification => EnvelopeTypes.Notification,
        DeliveryKind.SubscriptionConfirmation => EnvelopeTypes.SubscriptionConfirmation,
        _ => EnvelopeTypes.UnsubscribeConfirmation,
    };

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
