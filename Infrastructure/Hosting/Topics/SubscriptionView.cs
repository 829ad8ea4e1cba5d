using System.Text.Json;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>A subscription as the API shows it.</summary>
internal sealed record SubscriptionView(string Id, string Status, string Topic, string Protocol, Uri Endpoint, DateTimeOffset CreatedAt)
{
    public DateTimeOffset? ConfirmedAt { get; init; }

    public JsonElement? FilterPolicy { get; init; }

    public string FilterPolicyScope { get; init; } = "";

    public bool RawMessageDelivery { get; init; }

    public static string StatusOf(Subscription subscription) => subscription.State == SubscriptionState.Confirmed ? "confirmed" : "pending";

    public static SubscriptionView Of(Subscription subscription) =>
        new(subscription.Id, StatusOf(subscription), subscription.Topic, subscription.Protocol, subscription.Endpoint, subscription.CreatedAt)
        {
            ConfirmedAt = subscription.ConfirmedAt,
            FilterPolicy = subscription.FilterPolicy is { } policy ? JsonSerializer.Deserialize<JsonElement>(policy) : null,
            FilterPolicyScope = subscription.FilterPolicyScope.ToString(),
            RawMessageDelivery = subscription.RawMessageDelivery,
        };
}
