namespace Virga.Notifications;

/// <summary>An endpoint that wants a topic's messages.</summary>
/// <param name="Id">Its id: 32 hexadecimal digits.</param>
/// <param name="Topic">The topic's name.</param>
/// <param name="Protocol"><c>https</c> (<c>http</c> in development), <c>queue</c>, or that of an <see cref="IDeliveryChannel"/>.</param>
/// <param name="Endpoint">Where messages go: the URL they are posted to, or <c>queue:name</c> and the like.</param>
/// <param name="State">Whether it gets messages.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Subscription(string Id, string Topic, string Protocol, Uri Endpoint, SubscriptionState State, DateTimeOffset CreatedAt)
{
    /// <summary>Which messages it wants, as JSON; null for all.</summary>
    public string? FilterPolicy { get; init; }

    /// <summary>What the filter policy looks at.</summary>
    public FilterScope FilterPolicyScope { get; init; }

    /// <summary>Whether it gets the body alone, without the envelope.</summary>
    public bool RawMessageDelivery { get; init; }

    /// <summary>How it is delivered to; null for the app's way.</summary>
    public DeliveryPolicy? DeliveryPolicy { get; init; }

    /// <summary>Whether the link in its messages does not end it: only who may change subscriptions can (SNS).</summary>
    public bool AuthenticateOnUnsubscribe { get; init; }

    internal bool IsWebhook => Protocol is "https" or "http";

    /// <summary>When it was confirmed; null while pending.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }
}
