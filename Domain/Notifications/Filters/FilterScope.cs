namespace Virga.Notifications;

/// <summary>What of a message a filter policy looks at.</summary>
public enum FilterScope
{
    /// <summary>The message attributes; SNS's default.</summary>
    MessageAttributes,

    /// <summary>The body, when it is a JSON object.</summary>
    MessageBody,
}
