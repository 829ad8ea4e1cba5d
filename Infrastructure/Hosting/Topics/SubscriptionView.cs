using System.Text.Json;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>A subscription as the API shows it.</summary>
/// <param name="Id">Its id; <c>fn:name</c> of a function.</param>
/// <param name="Status"><c>pending</c> or <c>confirmed</c>.</param>
/// <param name="Topic">The topic's name.</param>
/// <param name="Protocol"><c>https</c> (<c>http</c> in development), <c>queue</c>, that of a channel, or <c>function</c>.</param>
/// <param name="Endpoint">Where messages go: a URL, or <c>queue:name</c>, <c>function:name</c> and the like.</param>
/// <param name="CreatedAt">When it was made; null for functions, which the code subscribes.</param>
internal sealed record SubscriptionView(string Id, string Status, string Topic, string Protocol, Uri Endpoint, DateTimeOffset? CreatedAt)
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

    private static JsonElement? ToJson(string? policy) => policy is null ? null : JsonSerializer.Deserialize<JsonElement>(policy);

    public static string StatusOf(Subscription subscription) => subscription.State == SubscriptionState.Confirmed ? "confirmed" : "pending";

    public static SubscriptionView Of(FunctionSubscription function, string topic) =>
        new(function.Recipient, "confirmed", topic, "function", new Uri($"function:{function.Recipient[(function.Recipient.IndexOf(':', StringComparison.Ordinal) + 1)..]}"), null)
        {
            FilterPolicy = ToJson(function.FilterPolicy?.Json),
            FilterPolicyScope = (function.FilterPolicy?.Scope ?? FilterScope.MessageAttributes).ToString(),
        };

    public static SubscriptionView Of(Subscription subscription) =>
        new(subscription.Id, StatusOf(subscription), subscription.Topic, subscription.Protocol, subscription.Endpoint, subscription.CreatedAt)
        {
            ConfirmedAt = subscription.ConfirmedAt,
            FilterPolicy = ToJson(subscription.FilterPolicy),
            FilterPolicyScope = subscription.FilterPolicyScope.ToString(),
            RawMessageDelivery = subscription.RawMessageDelivery,
            DeliveryPolicy = subscription.DeliveryPolicy is { } delivery ? ToJson(delivery) : null,
            AuthenticateOnUnsubscribe = subscription.AuthenticateOnUnsubscribe,
        };
}
