using System.Globalization;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Delivers to a webhook, once it has answered the handshake.</summary>
internal sealed class WebhookTarget(
    LocalSubscription subscription, Uri endpoint, IWebhookTransport webhooks, WebhookHandshake handshake, TimeSpan timeout, TimeProvider time) : IDeliveryTarget
{
    public Task ReadyAsync(CancellationToken cancellationToken) => handshake.CompleteAsync(cancellationToken);

    public async Task<DeliveryResult> DeliverAsync(ReadOnlyMemory<byte> body, string contentType, int attempts, CancellationToken cancellationToken)
    {
        var isCloudEvent = subscription.DeliverySchema == EventGridSchema.CloudEvents;
        List<KeyValuePair<string, string>> headers =
        [
            new("aeg-subscription-name", subscription.Name.ToUpperInvariant()),
            new("aeg-delivery-count", attempts.ToString(CultureInfo.InvariantCulture)),
            // The Functions host takes no event without the type, whatever the schema.
            new("aeg-event-type", "Notification"),
            new("aeg-metadata-version", isCloudEvent ? "1.0" : "1"),
            .. isCloudEvent ? [new("Origin", WebhookHandshake.Origin)] : Array.Empty<KeyValuePair<string, string>>(),
            .. subscription.DeliveryHeaders,
        ];
        var request = new WebhookRequest(endpoint, BinaryData.FromBytes(body), contentType) { Headers = headers };
        WebhookResponse response;
        try
        {
            response = await webhooks.SendAsync(request, cancellationToken).WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new DeliveryResult(408, DeliveryResult.TimedOut);
        }

        return response.Failure switch
        {
            WebhookFailure.None => DeliveryResult.Of(response.Status),
            WebhookFailure.Forbidden => DeliveryResult.Of(403),
            WebhookFailure.NameResolution => new DeliveryResult(0, "ResolutionError"),
            WebhookFailure.TimedOut => new DeliveryResult(408, DeliveryResult.TimedOut),
            _ => new DeliveryResult(0, "SocketError"),
        };
    }
}
