namespace Virga.Notifications;

/// <summary>What a topic's policy decides about.</summary>
public enum TopicAction
{
    /// <summary>Publishing messages: SNS's action <c>Publish</c>.</summary>
    Publish,

    /// <summary>Subscribing an endpoint: SNS's action <c>Subscribe</c>.</summary>
    Subscribe,
}
