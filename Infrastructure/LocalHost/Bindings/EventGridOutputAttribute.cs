namespace Virga.LocalHost;

/// <summary>Sends what the function returns to an Event Grid topic.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class EventGridOutputAttribute : OutputBindingAttribute
{
    /// <summary>The app setting that holds the topic's endpoint.</summary>
    public string? TopicEndpointUri { get; set; }

    /// <summary>The app setting that holds the topic's key.</summary>
    public string? TopicKeySetting { get; set; }

    /// <summary>The prefix of the app settings that describe an identity-based connection.</summary>
    public string? Connection { get; set; }
}
