using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Sends messages through the app's channels, and bounds what a channel may take.</summary>
internal sealed class ChannelSender(ChannelCatalog channels, IOptions<NotificationsOptions> options, TimeProvider time)
{
    /// <summary>How long a channel has for one message: as long as a webhook.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly WebhookLinks _links = new(options.Value);

    [SuppressMessage("Design", "CA1031", Justification = "A channel may throw anything; all of it is a failed attempt.")]
    public async Task<AttemptResult> SendAsync(Delivery delivery, NotificationMessage message, SubscriptionRecord record, BinaryData body, CancellationToken cancellationToken)
    {
        var protocol = record.Subscription.Protocol;
        if (channels.Find(protocol) is not { } channel)
        {
            return AttemptResult.Passing($"This app has no channel for protocol '{protocol}'.");
        }

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // One that does not look at its token is left alone, as an endpoint that does not answer is.
            return (await channel.SendAsync(Message(delivery, message, record, body), both.Token).WaitAsync(both.Token).ConfigureAwait(false)).Result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return AttemptResult.Passing($"Channel '{protocol}' did not end within {Timeout.TotalSeconds} seconds.");
        }
        catch (Exception error)
        {
            return AttemptResult.Passing($"{error.GetType().Name}: {error.Message}");
        }
    }

    private ChannelMessage Message(Delivery delivery, NotificationMessage message, SubscriptionRecord record, BinaryData body)
    {
        var subscription = record.Subscription;
        var isNotification = delivery.Kind == DeliveryKind.Notification;
        return new ChannelMessage(ChannelCatalog.FromUri(subscription.Endpoint), message, body)
        {
            SubscriptionId = subscription.Id,
            SubscribeUrl = isNotification ? null : _links.Subscribe(message.Topic, delivery.Token!),
            UnsubscribeUrl = isNotification && _links.IsConfigured ? _links.Unsubscribe(message.Topic, subscription.Id, record.UnsubscribeToken) : null,
        };
    }
}
