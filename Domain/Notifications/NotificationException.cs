namespace Virga.Notifications;

/// <summary>A notification request was refused: what was asked for is invalid, missing or not possible now. The message is SNS's text where SNS has one.</summary>
/// <param name="code">One of <see cref="NotificationErrors"/>.</param>
/// <param name="message">What is wrong.</param>
public class NotificationException(string code, string message) : Exception(message)
{
    /// <summary>The error's stable kebab-case code: one of <see cref="NotificationErrors"/>.</summary>
    public string Code { get; } = code;

    internal static NotificationException Invalid(string what) => new(NotificationErrors.InvalidParameter, $"Invalid parameter: {what}");
}
