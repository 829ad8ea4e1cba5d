using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>What subscribing and confirming answer: which subscription, and <c>pending</c> or <c>confirmed</c>.</summary>
internal sealed record SubscriptionReceipt(string Id, string Status)
{
    public static SubscriptionReceipt Of(Subscription subscription) => new(subscription.Id, SubscriptionView.StatusOf(subscription));
}
