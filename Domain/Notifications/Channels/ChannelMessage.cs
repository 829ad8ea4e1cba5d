namespace Virga.Notifications;

/// <summary>A message for a channel's endpoint.</summary>
/// <param name="Endpoint">The endpoint, as it was subscribed.</param>
/// <param name="Message">The message; for confirmations SNS's text.</param>
/// <param name="Body">What a webhook would be sent: the envelope, or with raw delivery the body alone.</param>
public sealed record ChannelMessage(string Endpoint, NotificationMessage Message, BinaryData Body)
{
    /// <summary>The subscription's id.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>The link that confirms the subscription; null for notifications.</summary>
    public string? SubscribeUrl { get; init; }

    /// <summary>The link that ends the subscription. GET only shows a page, POST acts, so it also serves mail's <c>List-Unsubscribe-Post</c> (RFC 8058); null for confirmations and without a public base URL.</summary>
    public string? UnsubscribeUrl { get; init; }
}
