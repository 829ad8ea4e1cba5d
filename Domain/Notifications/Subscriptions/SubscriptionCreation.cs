namespace Virga.Notifications;

/// <summary>What subscribing gave.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="IsNew">Whether it was made now; if not, its endpoint was subscribed before, with the same attributes.</param>
public sealed record SubscriptionCreation(Subscription Subscription, bool IsNew);
