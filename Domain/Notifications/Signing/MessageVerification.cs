namespace Virga.Notifications;

/// <summary>Whether a message is genuine.</summary>
/// <param name="IsGenuine">Whether it is.</param>
/// <param name="Reason">Why it is not; null when it is.</param>
public sealed record MessageVerification(bool IsGenuine, string? Reason)
{
    internal static readonly MessageVerification Genuine = new(true, null);

    internal static MessageVerification Refused(string reason) => new(false, reason);
}
