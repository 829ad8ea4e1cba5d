using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>A subscription as it is stored: beside its topic's registry, with what proves a confirmation and an unsubscription.</summary>
/// <param name="Subscription">What everyone may see.</param>
/// <param name="TokenHash">SHA-256 of the confirmation token, in hexadecimal digits; the token itself is only in the message to the endpoint.</param>
/// <param name="TokenExpires">Until when the token is good.</param>
/// <param name="UnsubscribeToken">The secret of the unsubscribe link, in every message to the endpoint. It can only end this subscription, and must be told again and again, so it is kept as it is.</param>
internal sealed record SubscriptionRecord(Subscription Subscription, string TokenHash, DateTimeOffset TokenExpires, string UnsubscribeToken)
{
    public const string Model = "_subscription";
    public const string Ended = "ended";

    /// <summary>Whether its link has ended it: it gets nothing, and is kept only to be taken back with the token of its <c>UnsubscribeConfirmation</c>.</summary>
    public bool IsEnded { get; init; }

    public string StoredId => IdOf(Subscription.Id);

    public static string IdOf(string subscriptionId) => Virga.Documents.StoredId.Of(Model, subscriptionId);

    /// <summary>The write that puts this in the place of the version that was read. What waits to be confirmed, or to be taken back, goes by itself.</summary>
    public StoreOperation Replacing(string etag, DateTimeOffset now) =>
        new StoreOperation.Replace(StoredId, ToJson()) { IfMatch = etag, TimeToLive = IsEnded || Subscription.State == SubscriptionState.Pending ? Life(now) : null };

    /// <summary>The write that makes it.</summary>
    public StoreOperation Creating(DateTimeOffset now) =>
        new StoreOperation.Create(StoredId, ToJson()) { TimeToLive = Subscription.State == SubscriptionState.Pending ? Life(now) : null };

    // An hour more, so that the registry, which asks the clock, is never the one that is late.
    private TimeSpan Life(DateTimeOffset now) => TimeSpan.FromSeconds(Math.Ceiling((TokenExpires - now).TotalSeconds)) + TimeSpan.FromHours(1);

    private JsonObject ToJson()
    {
        var json = new JsonObject
        {
            [EnvelopeNames.Model] = Model,
            [EnvelopeNames.Key] = Subscription.Id,
            ["topic"] = Subscription.Topic,
            ["protocol"] = Subscription.Protocol,
            ["endpoint"] = Subscription.Endpoint.AbsoluteUri,
            ["state"] = IsEnded ? Ended : Subscription.State == SubscriptionState.Confirmed ? "confirmed" : "pending",
            ["createdAt"] = MessageTime.ToText(Subscription.CreatedAt),
            ["filterPolicyScope"] = Subscription.FilterPolicyScope.ToString(),
            ["rawMessageDelivery"] = Subscription.RawMessageDelivery,
            ["tokenHash"] = TokenHash,
            ["tokenExpires"] = MessageTime.ToText(TokenExpires),
            ["unsubscribeToken"] = UnsubscribeToken,
        };
        if (Subscription.DeliveryPolicy is not null)
        {
            json["deliveryPolicy"] = Subscription.DeliveryPolicy.ToJson();
        }

        if (Subscription.AuthenticateOnUnsubscribe)
        {
            json["authenticateOnUnsubscribe"] = true;
        }

        if (Subscription.FilterPolicy is not null)
        {
            json["filterPolicy"] = Subscription.FilterPolicy;
        }

        if (Subscription.ConfirmedAt is { } confirmed)
        {
            json["confirmedAt"] = MessageTime.ToText(confirmed);
        }

        return json;
    }

    public static SubscriptionRecord Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var json = document.RootElement;
        var subscription = new Subscription(
            json.GetProperty(EnvelopeNames.Key).GetString()!,
            json.GetProperty("topic").GetString()!,
            json.GetProperty("protocol").GetString()!,
            new Uri(json.GetProperty("endpoint").GetString()!),
            json.GetProperty("state").ValueEquals("pending") ? SubscriptionState.Pending : SubscriptionState.Confirmed,
            MessageTime.Parse(json.GetProperty("createdAt").GetString()!))
        {
            FilterPolicy = json.TryGetProperty("filterPolicy", out var policy) ? policy.GetString() : null,
            FilterPolicyScope = FilterPolicy.ParseScope(json.GetProperty("filterPolicyScope").GetString()),
            RawMessageDelivery = json.GetProperty("rawMessageDelivery").GetBoolean(),
            DeliveryPolicy = json.TryGetProperty("deliveryPolicy", out var delivery) ? DeliveryPolicy.Parse(delivery.GetString()!) : null,
            AuthenticateOnUnsubscribe = json.TryGetProperty("authenticateOnUnsubscribe", out _),
            ConfirmedAt = json.TryGetProperty("confirmedAt", out var confirmed) ? MessageTime.Parse(confirmed.GetString()!) : null,
        };
        return new SubscriptionRecord(
            subscription,
            json.GetProperty("tokenHash").GetString()!,
            MessageTime.Parse(json.GetProperty("tokenExpires").GetString()!),
            json.GetProperty("unsubscribeToken").GetString()!)
        {
            IsEnded = json.GetProperty("state").ValueEquals(Ended),
        };
    }
}
