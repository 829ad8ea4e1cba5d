namespace Virga.Notifications;

/// <summary>A notification request was refused: what was asked for is invalid, missing or not possible now. The message is SNS's text where SNS has one.</summary>
/// <param name="code">One of <see cref="NotificationErrors"/>.</param>
/// <param name="message">What is wrong.</param>
public class NotificationException(string code, string message) : Exception(message)
{
    /// <summary>The error's stable kebab-case code: one of <see cref="NotificationErrors"/>.</summary>
    public string Code { get; } = code;

    /// <summary>How long to wait before it is tried again; null when nobody can tell, or it does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    internal static NotificationException Invalid(string what) => new(NotificationErrors.InvalidParameter, $"Invalid parameter: {what}");
}
