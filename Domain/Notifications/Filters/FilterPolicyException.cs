namespace Virga.Notifications;

/// <summary>A filter policy is not valid. The message is SNS's text, with the position in the policy.</summary>
public sealed class FilterPolicyException : NotificationException
{
    internal FilterPolicyException(string detail)
        : base(NotificationErrors.InvalidParameter, $"Invalid parameter: {detail}") => Detail = detail;

    /// <summary>The text without "Invalid parameter: ".</summary>
    public string Detail { get; }
}
