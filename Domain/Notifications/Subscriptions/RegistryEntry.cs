namespace Virga.Notifications;

/// <summary>What the relay must know of a subscription.</summary>
/// <param name="Id">The subscription's id.</param>
/// <param name="Key">What makes it unique in its topic: see <see cref="SubscriptionTerms.Key"/>.</param>
/// <param name="Expires">Until when it waits for its confirmation; null once it is confirmed.</param>
/// <param name="FilterPolicy">Its filter policy; null for none.</param>
/// <param name="Scope">What the policy looks at.</param>
internal sealed record RegistryEntry(string Id, string Key, DateTimeOffset? Expires, string? FilterPolicy, FilterScope Scope)
{
    /// <summary>Its protocol, for which a message may have a body of its own.</summary>
    public required string Protocol { get; init; }

    public bool IsConfirmed => Expires is null;

    public bool IsAlive(DateTimeOffset now) => Expires is null || Expires > now;

    public static RegistryEntry Of(SubscriptionRecord record) => new(
        record.Subscription.Id,
        SubscriptionTerms.KeyOf(record.Subscription.Protocol, record.Subscription.Endpoint),
        record.Subscription.State == SubscriptionState.Confirmed ? null : record.TokenExpires,
        record.Subscription.FilterPolicy,
        record.Subscription.FilterPolicyScope)
    {
        Protocol = record.Subscription.Protocol,
    };
}
