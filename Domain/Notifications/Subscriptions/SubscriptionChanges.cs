using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Decides what a change of a topic's subscriptions writes, given the registry as it is now.</summary>
internal sealed class SubscriptionChanges(SubscriptionStore store, IOptions<NotificationsOptions> options, TimeProvider time)
{
    private readonly NotificationsOptions _options = options.Value;

    /// <exception cref="NotificationException">An attribute is unknown or its value breaks a rule, or there is no such subscription.</exception>
    public async Task<(ImmutableArray<StoreOperation>, Subscription)> SetAsync(TopicRegistry registry, string id, IReadOnlyDictionary<string, string?> attributes, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(registry.Topic, id, cancellationToken).ConfigureAwait(false) is not var (record, etag))
        {
            throw new NotificationException(NotificationErrors.NotFound, "Subscription does not exist");
        }

        var changed = record with { Subscription = SubscriptionAttributes.Set(record.Subscription, attributes, FilterLimits.Of(_options.Compat)) };
        ThrowIfTooManyPolicies(registry.Topic, registry.Entries.Where(entry => entry.Id != id && entry.IsAlive(time.GetUtcNow())), changed.Subscription.FilterPolicy);
        return ([registry.With(changed), changed.Replacing(etag, MessageTime.Truncate(time.GetUtcNow()))], changed.Subscription);
    }

    /// <summary>Subscribes, or finds the subscription that is there.</summary>
    public async Task<(ImmutableArray<StoreOperation>, OpenedSubscription)> SubscribeAsync(TopicRegistry registry, SubscriptionTerms terms, CancellationToken cancellationToken)
    {
        var now = MessageTime.Truncate(time.GetUtcNow());
        var alive = registry.Entries.Where(entry => entry.IsAlive(now)).ToList();
        if (alive.Find(entry => entry.Key == terms.Key) is { } entry
            && await store.FindAsync(registry.Topic, entry.Id, cancellationToken).ConfigureAwait(false) is var (existing, etag))
        {
            return Again(registry, terms, existing, etag, now);
        }

        alive.RemoveAll(other => other.Key == terms.Key);
        ThrowIfFull(registry.Topic, alive.Count);
        ThrowIfTooManyPolicies(registry.Topic, alive, terms.FilterPolicy);
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
        return ([registry.Replacing([.. alive, RegistryEntry.Of(record)]), record.Creating(now)], new OpenedSubscription(subscription, terms.NeedsConfirmation ? token : null, IsNew: true));
    }

    private (ImmutableArray<StoreOperation>, OpenedSubscription) Again(TopicRegistry registry, SubscriptionTerms terms, SubscriptionRecord existing, string etag, DateTimeOffset now)
    {
        if (!terms.Suits(existing.Subscription))
        {
            throw NotificationException.Invalid("Attributes Reason: Subscription already exists with different attributes");
        }

        if (existing.Subscription.State == SubscriptionState.Confirmed)
        {
            return ([], new OpenedSubscription(existing.Subscription, null, IsNew: false));
        }

        var token = SubscriptionToken.New(existing.Subscription.Id);
        var renewed = existing with { TokenHash = SubscriptionToken.Hash(token), TokenExpires = now + _options.ConfirmationLife };
        return ([registry.With(renewed), renewed.Replacing(etag, now)], new OpenedSubscription(renewed.Subscription, token, IsNew: false));
    }

    /// <exception cref="NotificationException">The token is not the subscription's, or too old.</exception>
    public async Task<(ImmutableArray<StoreOperation>, Subscription)> ConfirmAsync(TopicRegistry registry, string id, string token, bool authenticateOnUnsubscribe, CancellationToken cancellationToken)
    {
        var now = MessageTime.Truncate(time.GetUtcNow());
        if (await store.FindAnyAsync(registry.Topic, id, cancellationToken).ConfigureAwait(false) is not var (record, etag)
            || !SubscriptionToken.Same(record.TokenHash, SubscriptionToken.Hash(token)) || record.TokenExpires <= now)
        {
            throw NotificationException.Invalid("Token");
        }

        if (record.IsEnded)
        {
            return Restore(registry, record, etag, now);
        }

        if (record.Subscription.State == SubscriptionState.Confirmed)
        {
            return ([], record.Subscription);
        }

        var confirmed = record with { Subscription = record.Subscription with { State = SubscriptionState.Confirmed, ConfirmedAt = now, AuthenticateOnUnsubscribe = authenticateOnUnsubscribe } };
        return ([registry.With(confirmed), confirmed.Replacing(etag, now)], confirmed.Subscription);
    }

    /// <summary>Ends a subscription for good, and says whether there was one.</summary>
    public async Task<(ImmutableArray<StoreOperation>, bool)> DeleteAsync(TopicRegistry registry, string id, CancellationToken cancellationToken)
    {
        var found = await store.FindAnyAsync(registry.Topic, id, cancellationToken).ConfigureAwait(false); // one that its link has ended, too: it cannot be taken back then
        var operations = ImmutableArray.CreateBuilder<StoreOperation>();
        if (registry.Entries.Any(entry => entry.Id == id))
        {
            operations.Add(registry.Without(id));
        }

        if (found is var (record, etag))
        {
            operations.Add(new StoreOperation.Delete(record.StoredId) { IfMatch = etag });
        }

        return (operations.ToImmutable(), found is not null);
    }

    /// <summary>Ends a subscription by its link. The token that takes it back; none where nobody is told: of channels, and of one that was not confirmed.</summary>
    public async Task<(ImmutableArray<StoreOperation>, (Subscription?, string?))> EndAsync(TopicRegistry registry, string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(registry.Topic, id, cancellationToken).ConfigureAwait(false) is not var (record, etag)
            || record.Subscription is not { IsWebhook: true, State: SubscriptionState.Confirmed })
        {
            var (operations, _) = await DeleteAsync(registry, id, cancellationToken).ConfigureAwait(false);
            return (operations, (null, null));
        }

        var now = MessageTime.Truncate(time.GetUtcNow());
        var token = SubscriptionToken.New(id);
        var ended = record with { IsEnded = true, TokenHash = SubscriptionToken.Hash(token), TokenExpires = now + _options.ConfirmationLife };
        return ([registry.Without(id), ended.Replacing(etag, now)], (ended.Subscription, token));
    }

    private (ImmutableArray<StoreOperation>, Subscription) Restore(TopicRegistry registry, SubscriptionRecord record, string etag, DateTimeOffset now)
    {
        var restored = record with { IsEnded = false };
        var alive = registry.Entries.Where(entry => entry.IsAlive(now)).ToList();
        if (alive.Exists(entry => entry.Key == RegistryEntry.Of(restored).Key))
        {
            throw NotificationException.Invalid("Token"); // The endpoint was subscribed anew meanwhile.
        }

        ThrowIfFull(registry.Topic, alive.Count);
        return ([registry.With(restored), restored.Replacing(etag, now)], restored.Subscription);
    }

    private void ThrowIfFull(string topic, int subscriptions)
    {
        if (subscriptions >= _options.SubscriptionsPerTopic)
        {
            throw new NotificationException(NotificationErrors.SubscriptionLimitExceeded, $"Topic '{topic}' has {subscriptions} subscriptions, as many as it may have.");
        }
    }

    private void ThrowIfTooManyPolicies(string topic, IEnumerable<RegistryEntry> others, string? policy)
    {
        if (_options.Compat == Compat.Sns && policy is not null && others.Count(other => other.FilterPolicy is not null) >= FilterLimits.SnsPoliciesPerTopic)
        {
            throw new NotificationException(NotificationErrors.SubscriptionLimitExceeded, $"Topic '{topic}' has {FilterLimits.SnsPoliciesPerTopic} filter policies, as many as a topic has in SNS.");
        }
    }
}
