namespace Virga.Notifications;

/// <summary>What subscribing came to.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Token">The token that its endpoint is to be sent to confirm with; null where none is needed, or no more.</param>
/// <param name="IsNew">Whether it was made now.</param>
internal sealed record OpenedSubscription(Subscription Subscription, string? Token, bool IsNew);
