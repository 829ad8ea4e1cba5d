using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>The endpoints subscribed to topics: subscribe, confirm, list, change, end. Functions subscribe in code, and can only be looked at here.</summary>
/// <remarks>Errors are <see cref="NotificationException"/>s with SNS's texts. A topic that does not exist is "Topic does not exist".</remarks>
public sealed class SubscriptionRegistry
{
    private const int MaximumPageSize = 100;

    private readonly SubscriptionStore _store;
    private readonly SubscriptionChanges _changes;
    private readonly SubscriptionOpening _opening;
    private readonly TopicStore _topics;
    private readonly ConfirmationSender _confirmations;
    private readonly CircuitBreaker _circuits;
    private readonly SubscriberCatalog _functions;
    private readonly NotificationsOptions _options;
    private readonly ILogger<SubscriptionRegistry> _logger;

    internal SubscriptionRegistry(
        SubscriptionStore store,
        SubscriptionChanges changes,
        SubscriptionOpening opening,
        TopicStore topics,
        ConfirmationSender confirmations,
        CircuitBreaker circuits,
        SubscriberCatalog functions,
        IOptions<NotificationsOptions> options,
        ILogger<SubscriptionRegistry> logger)
    {
        (_store, _changes, _opening, _topics, _confirmations) = (store, changes, opening, topics, confirmations);
        (_circuits, _functions, _options, _logger) = (circuits, functions, options.Value, logger);
    }

    /// <summary>Throws when a topic has neither a subscription nor a function subscriber of that id.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="id">The subscription's id, or <c>fn:name</c> for a function.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotificationException">There is none: <see cref="NotificationErrors.NotFound"/>.</exception>
    public async Task DemandAsync(string topic, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        var exists = FunctionInvoker.IsFunction(id)
            ? _functions.Find(id)?.Topic.Name == topic
            : await GetAsync(topic, id, cancellationToken).ConfigureAwait(false) is not null;
        if (!exists)
        {
            throw new NotificationException(NotificationErrors.NotFound, "Subscription does not exist");
        }
    }

    /// <summary>The functions that subscribe to a topic in code, by name.</summary>
    public IReadOnlyList<FunctionSubscription> FunctionsOf(string topic) =>
        [.. _functions.Of(topic).Select(function => new FunctionSubscription(function.Recipient, function.HandlerType.Name, function.Policy))];

    /// <summary>Sets attributes of a subscription, all of them or none. Null, empty text and <c>{}</c> remove a policy. Messages planned already keep their recipients.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="id">The subscription's id.</param>
    /// <param name="attributes">By SNS's names: <c>DeliveryPolicy</c>, <c>FilterPolicy</c>, <c>FilterPolicyScope</c>, <c>RawMessageDelivery</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotificationException">An attribute is unknown or its value breaks a rule, or there is no such subscription, or it is a function's.</exception>
    public async Task<Subscription> SetAttributesAsync(string topic, string id, IReadOnlyDictionary<string, string?> attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        await DemandAsync(topic, id, cancellationToken).ConfigureAwait(false);
        ThrowIfFunction(id);
        return await _store.ChangeAsync(topic, registry => _changes.SetAsync(registry, id, attributes, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How a subscription is delivered to, all told: SNS's <c>EffectiveDeliveryPolicy</c>. Of webhooks that is its own policy, part by part, else the topic's, else the app's.</summary>
    public async Task<DeliveryPolicy> EffectiveDeliveryPolicyAsync(Subscription subscription, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        var topic = subscription.IsWebhook ? await _topics.DeliveryAsync(subscription.Topic, cancellationToken).ConfigureAwait(false) : TopicDelivery.None;
        return topic.Policy.For(subscription.DeliveryPolicy, subscription.RawMessageDelivery, _options.Retry);
    }

    /// <summary>How a subscription's endpoint does, as this process sees it.</summary>
    public EndpointHealth HealthOf(Subscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return _circuits.HealthOf(subscription.Endpoint.AbsoluteUri);
    }

    /// <summary>Subscribes an endpoint and sends it a confirmation message, unless it needs none: a queue, or a channel that says so. The same protocol and endpoint again give the same subscription; one that still waits gets a new token.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Gives up; the subscription may have been made all the same.</param>
    /// <exception cref="NotificationException">The request breaks a rule, differs from the existing subscription, webhooks are not configured, or too many confirmation messages wait for the host:
    /// <see cref="NotificationsOptions.ConfirmationsPerHost"/>.</exception>
    public async Task<Subscription> SubscribeAsync(string topic, SubscriptionRequest request, CancellationToken cancellationToken = default) =>
        (await CreateAsync(topic, request, cancellationToken).ConfigureAwait(false)).Subscription;

    /// <summary>Subscribes an endpoint as <see cref="SubscribeAsync"/> does, and tells whether its subscription is new.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Gives up; the subscription may have been made all the same.</param>
    /// <exception cref="NotificationException">As for <see cref="SubscribeAsync"/>.</exception>
    public async Task<SubscriptionCreation> CreateAsync(string topic, SubscriptionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _topics.GetAsync(topic, cancellationToken).ConfigureAwait(false);
        return await _opening.SubscribeAsync(topic, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Confirms a subscription with the token its endpoint was sent; the link in its messages can end it.</summary>
    /// <exception cref="NotificationException">The token is malformed, unknown or too old.</exception>
    public Task<Subscription> ConfirmAsync(string topic, string token, CancellationToken cancellationToken = default) => ConfirmAsync(topic, token, authenticateOnUnsubscribe: false, cancellationToken);

    /// <summary>Confirms a subscription with the token its endpoint was sent, or takes an unsubscription back. Confirming again with the same token changes nothing.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="token">The token.</param>
    /// <param name="authenticateOnUnsubscribe">Whether the link in messages must not end the subscription; only who may change subscriptions then can.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotificationException">The token is malformed, unknown or too old.</exception>
    public async Task<Subscription> ConfirmAsync(string topic, string token, bool authenticateOnUnsubscribe, CancellationToken cancellationToken = default)
    {
        await _topics.KnownAsync(topic, cancellationToken).ConfigureAwait(false);
        if (!SubscriptionToken.TryParse(token, out var id))
        {
            throw new NotificationException(NotificationErrors.InvalidParameter, "Invalid token");
        }

        try
        {
            return await _store.ChangeAsync(topic, registry => _changes.ConfirmAsync(registry, id, token, authenticateOnUnsubscribe, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (NotificationException refused)
        {
            Log.ConfirmationRefused(_logger, id, topic, refused.Message);
            throw;
        }
    }

    /// <summary>The subscription; null when there is none.</summary>
    public async Task<Subscription?> GetAsync(string topic, string id, CancellationToken cancellationToken = default)
    {
        await _topics.KnownAsync(topic, cancellationToken).ConfigureAwait(false);
        return SubscriptionToken.IsId(id) ? (await _store.FindAsync(topic, id, cancellationToken).ConfigureAwait(false))?.Record.Subscription : null;
    }

    /// <summary>One page of a topic's subscriptions, pending ones included.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="pageSize">The most subscriptions, 1 to 100 (SNS).</param>
    /// <param name="next">Where the last page ended; null to start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SubscriptionPage> ListAsync(string topic, int pageSize = MaximumPageSize, string? next = null, CancellationToken cancellationToken = default)
    {
        await _topics.KnownAsync(topic, cancellationToken).ConfigureAwait(false);
        return pageSize is >= 1 and <= MaximumPageSize
            ? await _store.PageAsync(topic, pageSize, next, cancellationToken).ConfigureAwait(false)
            : throw NotificationException.Invalid($"limit Reason: it must be 1 to {MaximumPageSize}");
    }

    /// <summary>Ends a subscription, pending or not. False when there is none.</summary>
    /// <exception cref="NotificationException">It is a function's, which is subscribed in code.</exception>
    public async Task<bool> DeleteAsync(string topic, string id, CancellationToken cancellationToken = default)
    {
        await _topics.KnownAsync(topic, cancellationToken).ConfigureAwait(false);
        ThrowIfFunction(id);
        return SubscriptionToken.IsId(id)
            && await _store.ChangeAsync(topic, registry => _changes.DeleteAsync(registry, id, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a subscription with the token of its unsubscribe link. Ending one that has ended succeeds.</summary>
    /// <remarks>A webhook is told with an <c>UnsubscribeConfirmation</c> (SNS); the link in it takes the unsubscription back, for as long as a confirmation waits.</remarks>
    /// <exception cref="NotificationException">The token is not the subscription's.</exception>
    public async Task UnsubscribeAsync(string topic, string id, string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        await _topics.KnownAsync(topic, cancellationToken).ConfigureAwait(false);
        if (!SubscriptionToken.IsId(id))
        {
            throw NotificationException.Invalid("SubscriptionId");
        }

        if (await _store.FindAsync(topic, id, cancellationToken).ConfigureAwait(false) is not var (record, _))
        {
            return;
        }

        if (record.Subscription.AuthenticateOnUnsubscribe || !SubscriptionToken.Same(record.UnsubscribeToken, token))
        {
            throw NotificationException.Invalid("Token");
        }

        var (ended, back) = await _store.ChangeAsync(topic, registry => _changes.EndAsync(registry, id, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (back is not null)
        {
            await _confirmations.SendAsync(ended!, DeliveryKind.UnsubscribeConfirmation, back, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
    }

    private void ThrowIfFunction(string id)
    {
        if (_functions.Find(id) is not null)
        {
            throw NotificationException.Invalid($"SubscriptionArn Reason: '{id}' is subscribed in the app's code, and is changed there");
        }
    }
}
