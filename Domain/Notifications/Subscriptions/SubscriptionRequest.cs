namespace Virga.Notifications;

/// <summary>What is asked for when an endpoint subscribes. Attributes left null keep an existing subscription's values, and are the defaults of a new one.</summary>
/// <param name="Protocol"><c>https</c> (<c>http</c> only in development), <c>queue</c>, or that of an <see cref="IDeliveryChannel"/>.</param>
/// <param name="Endpoint">An absolute URL of that scheme, at most 2,048 characters; for <c>queue</c> the queue's name.</param>
public sealed record SubscriptionRequest(string Protocol, string Endpoint)
{
    /// <summary>Which messages are wanted, as JSON; null, empty text and <c>{}</c> for all.</summary>
    public string? FilterPolicy { get; init; }

    /// <summary><c>MessageAttributes</c> (the default) or <c>MessageBody</c>.</summary>
    public string? FilterPolicyScope { get; init; }

    /// <summary>How it is delivered to, in SNS's JSON form: see <see cref="Virga.Notifications.DeliveryPolicy.Parse"/>; null, empty text and <c>{}</c> for the app's way.</summary>
    public string? DeliveryPolicy { get; init; }

    /// <summary>Whether the body is wanted alone, without the envelope.</summary>
    public bool? RawMessageDelivery { get; init; }
}
