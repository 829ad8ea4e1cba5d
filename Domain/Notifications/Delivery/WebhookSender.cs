using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Sends webhooks what they get, with SNS's headers and what signs the request.</summary>
internal sealed class WebhookSender(RequestSigner signer, IWebhookTransport transport, IOptions<NotificationsOptions> options)
{
    private const string ContentType = "text/plain; charset=UTF-8";
    private const string Agent = "Virga-Notifications";

    private readonly WebhookLinks _links = new(options.Value);

    public async Task<AttemptResult> SendAsync(Delivery delivery, NotificationMessage message, Subscription subscription, BinaryData body, CancellationToken cancellationToken)
    {
        var isRaw = subscription.RawMessageDelivery && delivery.Kind == DeliveryKind.Notification;
        List<KeyValuePair<string, string>> headers =
        [
            new("x-amz-sns-message-type", EnvelopeTypes.Of(delivery.Kind)),
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

        headers.AddRange(await signer.SignAsync(message, subscription.Id, body, isRaw, cancellationToken).ConfigureAwait(false));
        var request = new WebhookRequest(subscription.Endpoint, body, subscription.DeliveryPolicy?.HeaderContentType ?? ContentType) { Headers = headers };
        return AttemptResult.Of(await transport.SendAsync(request, cancellationToken).ConfigureAwait(false));
    }
}
