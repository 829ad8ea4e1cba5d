namespace Virga.Hosting;

/// <summary>One page of a topic's subscriptions.</summary>
/// <param name="Items">The subscriptions.</param>
/// <param name="Next">What the next page starts from; null when there is none.</param>
internal sealed record SubscriptionPage(IReadOnlyList<SubscriptionView> Items, string? Next);
