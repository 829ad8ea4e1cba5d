using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>The webhooks subscribed to topics: subscribe, confirm, list, end. Functions subscribe in code instead.</summary>
/// <remarks>Errors are <see cref="NotificationException"/>s with SNS's texts. A topic that does not exist is "Topic does not exist".</remarks>
public sealed class SubscriptionRegistry
{
    private const int MaximumPageSize = 100;

    private readonly SubscriptionStore _store;
    private readonly TopicStore _topics;
    private readonly ConfirmationSender _confirmations;
    private readonly ChannelCatalog _channels;
    private readonly CircuitBreaker _circuits;
    private readonly SubscriberCatalog _functions;
    private readonly NotificationsOptions _options;
    private readonly WebhookOptions _webhooks;
    private readonly TimeProvider _time;

    internal SubscriptionRegistry(
        SubscriptionStore store,
        TopicStore topics,
        ConfirmationSender confirmations,
        ChannelCatalog channels,
        CircuitBreaker circuits,
        SubscriberCatalog functions,
        IOptions<NotificationsOptions> options,
        IOptions<WebhookOptions> webhooks,
        TimeProvider time)
    {
        _channels = channels;
        _circuits = circuits;
        _functions = functions;
        _store = store;
        _topics = topics;
        _confirmations = confirmations;
        _options = options.Value;
        _webhooks = webhooks.Value;
        _time = time;
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

    /// <summary>Sets attributes of a subscription, all of them or none. Null, empty text and <c>{}</c> remove a policy. Messages planned already keep their recipients.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="id">The subscription's id.</param>
    /// <param name="attributes">By SNS's names: <c>DeliveryPolicy</c>, <c>FilterPolicy</c>, <c>FilterPolicyScope</c>, <c>RawMessageDelivery</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotificationException">An attribute is unknown or its value breaks a rule, or there is no such subscription.</exception>
    public async Task<Subscription> SetAttributesAsync(string topic, string id, IReadOnlyDictionary<string, string?> attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        await DemandAsync(topic, id, cancellationToken).ConfigureAwait(false);
        return await _store.ChangeAsync(topic, async registry =>
        {
            if (await _store.FindAsync(registry.Topic, id, cancellationToken).ConfigureAwait(false) is not var (record, etag))
            {
                throw new NotificationException(NotificationErrors.NotFound, "Subscription does not exist");
            }

            var changed = record with { Subscription = SubscriptionAttributes.Set(record.Subscription, attributes, FilterLimits.Of(_options.Compat)) };
            var key = SubscriptionTerms.KeyOf(record.Subscription.Protocol, record.Subscription.Endpoint);
            ImmutableArray<StoreOperation> operations = [Registered(registry, key, changed), Replace(changed, etag, MessageTime.Truncate(_time.GetUtcNow()))];
            return (operations, changed.Subscription);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How a subscription's endpoint does, as this process sees it.</summary>
    public EndpointHealth HealthOf(Subscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return _circuits.HealthOf(subscription.Endpoint.AbsoluteUri);
    }

    /// <summary>Subscribes an endpoint and sends it a confirmation message, unless it needs none: a queue. The same protocol and endpoint again give the same subscription; one that still waits gets a new token.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Gives up; the subscription may have been made all the same.</param>
    /// <exception cref="NotificationException">The request breaks a rule, differs from the existing subscription, or webhooks are not configured.</exception>
    public async Task<Subscription> SubscribeAsync(string topic, SubscriptionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _topics.GetAsync(topic, cancellationToken).ConfigureAwait(false);
        var terms = SubscriptionTerms.Of(request, _webhooks, FilterLimits.Of(_options.Compat), _channels);
        if (terms.NeedsConfirmation)
        {
            _confirmations.ThrowIfNotConfigured();
        }

        var (record, token) = await _store.ChangeAsync(topic, registry => DecideAsync(registry, terms, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (token is not null)
        {
            await _confirmations.SendAsync(record.Subscription, token, cancellationToken).ConfigureAwait(false);
        }

        return record.Subscription;
    }

    /// <summary>Confirms a subscription with the token its endpoint was sent; the link in its messages can end it.</summary>
    /// <exception cref="NotificationException">The token is malformed, unknown or too old.</exception>
    public Task<Subscription> ConfirmAsync(string topic, string token, CancellationToken cancellationToken = default) => ConfirmAsync(topic, token, authenticateOnUnsubscribe: false, cancellationToken);

    /// <summary>Confirms a subscription with the token its endpoint was sent. Confirming again with the same token changes nothing.</summary>
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

        return await _store.ChangeAsync(topic, registry => ConfirmAsync(registry, id, token, authenticateOnUnsubscribe, cancellationToken), cancellationToken).ConfigureAwait(false);
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
    public async Task<bool> DeleteAsync(string topic, string id, CancellationToken cancellationToken = default)
    {
        await _topics.KnownAsync(topic, cancellationToken).ConfigureAwait(false);
        return SubscriptionToken.IsId(id)
            && await _store.ChangeAsync(topic, registry => DeleteAsync(registry, id, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a subscription with the token of its unsubscribe link. Ending one that has ended succeeds.</summary>
    /// <exception cref="NotificationException">The token is not the subscription's.</exception>
    public async Task UnsubscribeAsync(string topic, string id, string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        await _topics.KnownAsync(topic, cancellationToken).ConfigureAwait(false);
        if (!SubscriptionToken.IsId(id))
        {
            throw NotificationException.Invalid("SubscriptionId");
        }

        if (await _store.FindAsync(topic, id, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return;
        }

        if (found.Record.Subscription.AuthenticateOnUnsubscribe || !SubscriptionToken.Same(found.Record.UnsubscribeToken, token))
        {
            throw NotificationException.Invalid("Token");
        }

        await DeleteAsync(topic, id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(ImmutableArray<StoreOperation>, (SubscriptionRecord, string?))> DecideAsync(TopicRegistry registry, SubscriptionTerms terms, CancellationToken cancellationToken)
    {
        var now = MessageTime.Truncate(_time.GetUtcNow());
        var alive = registry.Entries.Where(entry => entry.IsAlive(now)).ToList();
        if (alive.Find(entry => entry.Key == terms.Key) is { } entry
            && await _store.FindAsync(registry.Topic, entry.Id, cancellationToken).ConfigureAwait(false) is var (existing, etag))
        {
            return Again(registry, terms, existing, etag, now);
        }

        alive.RemoveAll(other => other.Key == terms.Key);
        if (alive.Count >= _options.SubscriptionsPerTopic)
        {
            throw new NotificationException(NotificationErrors.SubscriptionLimitExceeded, $"Topic '{registry.Topic}' has {alive.Count} subscriptions, as many as it may have.");
        }

        if (_options.Compat == Compat.Sns && terms.FilterPolicy is not null && alive.Count(other => other.FilterPolicy is not null) >= FilterLimits.SnsPoliciesPerTopic)
        {
            throw new NotificationException(NotificationErrors.SubscriptionLimitExceeded, $"Topic '{registry.Topic}' has {FilterLimits.SnsPoliciesPerTopic} filter policies, as many as a topic has in SNS.");
        }

        var id = SubscriptionToken.NewId();
        var token = SubscriptionToken.New(id);
        var subscription = new Subscription(id, registry.Topic, terms.Protocol, terms.Endpoint, terms.NeedsConfirmation ? SubscriptionState.Pending : SubscriptionState.Confirmed, now)
        {
            ConfirmedAt = terms.NeedsConfirmation ? null : now,
            DeliveryPolicy = terms.DeliveryPolicy,
            FilterPolicy = terms.FilterPolicy,
            FilterPolicyScope = terms.Scope ?? FilterScope.MessageAttributes,
            RawMessageDelivery = terms.Raw ?? false,
        };
        var record = new SubscriptionRecord(subscription, SubscriptionToken.Hash(token), now + _options.ConfirmationLife, SubscriptionToken.NewSecret());
        return (
            [
                registry.Replacing([.. alive, RegistryEntry.Of(terms.Key, record)]),
                new StoreOperation.Create(record.StoredId, record.ToJson()) { TimeToLive = terms.NeedsConfirmation ? Life(record, now) : null },
            ],
            (record, terms.NeedsConfirmation ? token : null));
    }

    private (ImmutableArray<StoreOperation>, (SubscriptionRecord, string?)) Again(TopicRegistry registry, SubscriptionTerms terms, SubscriptionRecord existing, string etag, DateTimeOffset now)
    {
        if (!terms.Suits(existing.Subscription))
        {
            throw NotificationException.Invalid("Attributes Reason: Subscription already exists with different attributes");
        }

        if (existing.Subscription.State == SubscriptionState.Confirmed)
        {
            return ([], (existing, null));
        }

        var token = SubscriptionToken.New(existing.Subscription.Id);
        var renewed = existing with { TokenHash = SubscriptionToken.Hash(token), TokenExpires = now + _options.ConfirmationLife };
        return ([Registered(registry, terms.Key, renewed), Replace(renewed, etag, now)], (renewed, token));
    }

    private async Task<(ImmutableArray<StoreOperation>, Subscription)> ConfirmAsync(TopicRegistry registry, string id, string token, bool authenticateOnUnsubscribe, CancellationToken cancellationToken)
    {
        var now = MessageTime.Truncate(_time.GetUtcNow());
        if (await _store.FindAsync(registry.Topic, id, cancellationToken).ConfigureAwait(false) is not var (record, etag)
            || !SubscriptionToken.Same(record.TokenHash, SubscriptionToken.Hash(token)) || record.TokenExpires <= now)
        {
            throw NotificationException.Invalid("Token");
        }

        if (record.Subscription.State == SubscriptionState.Confirmed)
        {
            return ([], record.Subscription);
        }

        var confirmed = record with { Subscription = record.Subscription with { State = SubscriptionState.Confirmed, ConfirmedAt = now, AuthenticateOnUnsubscribe = authenticateOnUnsubscribe } };
        var key = SubscriptionTerms.KeyOf(record.Subscription.Protocol, record.Subscription.Endpoint);
        return ([Registered(registry, key, confirmed), Replace(confirmed, etag, now)], confirmed.Subscription);
    }

    private async Task<(ImmutableArray<StoreOperation>, bool)> DeleteAsync(TopicRegistry registry, string id, CancellationToken cancellationToken)
    {
        var found = await _store.FindAsync(registry.Topic, id, cancellationToken).ConfigureAwait(false);
        var rest = registry.Entries.Where(entry => entry.Id != id).ToList();
        var operations = ImmutableArray.CreateBuilder<StoreOperation>();
        if (rest.Count < registry.Entries.Length)
        {
            operations.Add(registry.Replacing(rest));
        }

        if (found is var (record, etag))
        {
            operations.Add(new StoreOperation.Delete(record.StoredId) { IfMatch = etag });
        }

        return (operations.ToImmutable(), found is not null);
    }

    private static StoreOperation Registered(TopicRegistry registry, string key, SubscriptionRecord record) =>
        registry.Replacing([.. registry.Entries.Where(entry => entry.Id != record.Subscription.Id && entry.Key != key), RegistryEntry.Of(key, record)]);

    private static StoreOperation.Replace Replace(SubscriptionRecord record, string etag, DateTimeOffset now) =>
        new(record.StoredId, record.ToJson()) { IfMatch = etag, TimeToLive = record.Subscription.State == SubscriptionState.Pending ? Life(record, now) : null };

    // A pending subscription goes by itself; an hour more, so that the registry, which asks the clock, is never the one that is late.
    private static TimeSpan Life(SubscriptionRecord record, DateTimeOffset now) =>
        TimeSpan.FromSeconds(Math.Ceiling((record.TokenExpires - now).TotalSeconds)) + TimeSpan.FromHours(1);
}
