using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Makes one attempt at one recipient, whatever kind it is; or says why not now.</summary>
internal sealed class DeliveryAttempts(FunctionInvoker functions, SubscriptionStore subscriptions, TopicStore topics, EndpointAttempts endpoints, IOptions<NotificationsOptions> options)
{
    public async Task<Attempt> MakeAsync(Delivery delivery, NotificationMessage message, CancellationToken cancellationToken)
    {
        var retry = options.Value.Retry;
        var topic = await topics.DeliveryAsync(delivery.Topic, cancellationToken).ConfigureAwait(false);
        if (FunctionInvoker.IsFunction(delivery.Recipient))
        {
            var called = await functions.InvokeAsync(delivery, message, cancellationToken).ConfigureAwait(false);
            return new Attempt.Made(called, null, retry) { SampleRate = topic.RateOf(SnsProtocol.Lambda) };
        }

        if (await subscriptions.FindAnyAsync(delivery.Topic, delivery.Recipient, cancellationToken).ConfigureAwait(false) is not var (record, _))
        {
            return new Attempt.Unwanted("The subscription has ended.");
        }

        if (Refusal(delivery, record) is { } refusal)
        {
            return new Attempt.Unwanted(refusal);
        }

        var subscription = record.Subscription;
        if (subscription.IsWebhook)
        {
            record = record with { Subscription = subscription with { DeliveryPolicy = topic.Policy.For(subscription.DeliveryPolicy, subscription.RawMessageDelivery, retry) } };
        }

        var attempt = await endpoints.MakeAsync(delivery, message.For(subscription.Protocol), record, cancellationToken).ConfigureAwait(false);
        return attempt is Attempt.Made made ? made with { SampleRate = topic.RateOf(subscription.Protocol) } : attempt;
    }

    private static string? Refusal(Delivery delivery, SubscriptionRecord record) => (delivery.Kind, record.Subscription.State) switch
    {
        (DeliveryKind.UnsubscribeConfirmation, _) => record.IsEnded && HasToken(delivery, record) ? null : "The subscription was taken up again.",
        _ when record.IsEnded => "The subscription has ended.",
        (DeliveryKind.Notification, SubscriptionState.Pending) => "The subscription is not confirmed.",
        (DeliveryKind.SubscriptionConfirmation, SubscriptionState.Confirmed) => "The subscription is confirmed already.",
        (DeliveryKind.SubscriptionConfirmation, _) when !HasToken(delivery, record) => "A later confirmation message has another token.",
        _ => null,
    };

    private static bool HasToken(Delivery delivery, SubscriptionRecord record) => SubscriptionToken.Hash(delivery.Token ?? "") == record.TokenHash;
}
