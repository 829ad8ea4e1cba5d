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

    public JsonElement? DeliveryPolicy { get; init; }

    /// <summary>What holds, the topic's and the app's policies included; null where it was not asked.</summary>
    public JsonElement? EffectiveDeliveryPolicy { get; init; }

    public bool AuthenticateOnUnsubscribe { get; init; }

    /// <summary>How the endpoint does, as the process that answers sees it; null where it was not asked.</summary>
    public EndpointHealth? Health { get; init; }

    public static JsonElement ToJson(DeliveryPolicy policy) => JsonSerializer.Deserialize<JsonElement>(policy.ToJson());

    public static string StatusOf(Subscription subscription) => subscription.State == SubscriptionState.Confirmed ? "confirmed" : "pending";

    public static SubscriptionView Of(Subscription subscription) =>
        new(subscription.Id, StatusOf(subscription), subscription.Topic, subscription.Protocol, subscription.Endpoint, subscription.CreatedAt)
        {
            ConfirmedAt = subscription.ConfirmedAt,
            FilterPolicy = subscription.FilterPolicy is { } policy ? JsonSerializer.Deserialize<JsonElement>(policy) : null,
            FilterPolicyScope = subscription.FilterPolicyScope.ToString(),
            RawMessageDelivery = subscription.RawMessageDelivery,
            DeliveryPolicy = subscription.DeliveryPolicy is { } delivery ? ToJson(delivery) : null,
            AuthenticateOnUnsubscribe = subscription.AuthenticateOnUnsubscribe,
        };
}
