namespace Virga.Notifications;

/// <summary>One page of a topic's subscriptions.</summary>
/// <param name="Items">The subscriptions, the oldest first within a page.</param>
/// <param name="Next">What the next page starts from; null when there is none.</param>
public sealed record SubscriptionPage(IReadOnlyList<Subscription> Items, string? Next);
