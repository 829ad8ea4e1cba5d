namespace Virga.Notifications;

/// <summary>Whether a message is genuine.</summary>
/// <param name="IsGenuine">Whether it is.</param>
/// <param name="Reason">Why it is not; null when it is.</param>
public sealed record MessageVerification(bool IsGenuine, string? Reason)
{
    /// <summary>The message's id; null when it is not genuine.</summary>
    public string? MessageId { get; init; }

    /// <summary>Whether the message has come before: acknowledge it, and do nothing. See <see cref="SeenMessages"/>.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>What to get to confirm a subscription, its host checked; null for notifications. Ask yourself first whether you want the subscription.</summary>
    public Uri? SubscribeUrl { get; init; }

    internal static MessageVerification Refused(string reason) => new(false, reason);
}
