using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Takes an endpoint on: checks it, writes its subscription, and asks its owner to confirm.</summary>
internal sealed class SubscriptionOpening(
    SubscriptionStore store,
    SubscriptionChanges changes,
    ConfirmationSender confirmations,
    ConfirmationLine line,
    ChannelCatalog channels,
    IOptions<NotificationsOptions> options,
    IOptions<WebhookOptions> webhooks,
    IWebhookTransport transport,
    ILogger<SubscriptionRegistry> logger)
{
    /// <exception cref="NotificationException">The request breaks a rule, differs from the existing subscription, webhooks are not configured, or the host has too many confirmation messages to come.</exception>
    public async Task<SubscriptionCreation> SubscribeAsync(string topic, SubscriptionRequest request, CancellationToken cancellationToken)
    {
        var terms = await CheckAsync(topic, request, cancellationToken).ConfigureAwait(false);
        TimeSpan? wait = null;
        var (subscription, token, isNew) = await store.ChangeAsync(
            topic,
            async registry =>
            {
                var change = await changes.SubscribeAsync(registry, terms, cancellationToken).ConfigureAwait(false);
                if (change is (_, { Token: not null }))
                {
                    wait ??= await line.JoinAsync(terms.Protocol, terms.Endpoint, cancellationToken).ConfigureAwait(false); // before anything is written: refused, nothing happened
                }

                return change;
            },
            cancellationToken).ConfigureAwait(false);
        if (token is not null)
        {
            await confirmations.SendAsync(subscription, DeliveryKind.SubscriptionConfirmation, token, wait ?? TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }

        return new SubscriptionCreation(subscription, isNew);
    }

    private async Task<SubscriptionTerms> CheckAsync(string topic, SubscriptionRequest request, CancellationToken cancellationToken)
    {
        var terms = SubscriptionTerms.Of(request, webhooks.Value, FilterLimits.Of(options.Value.Compat), channels);
        if (terms.NeedsConfirmation)
        {
            confirmations.ThrowIfNotConfigured();
        }

        if (terms.IsWebhook && await transport.RefusalAsync(terms.Endpoint, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            Log.EndpointRefused(logger, topic, terms.Endpoint.GetLeftPart(UriPartial.Authority), refusal);
            throw NotificationException.Invalid($"Endpoint Reason: {refusal}");
        }

        return terms;
    }
}
