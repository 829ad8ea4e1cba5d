namespace Virga.Notifications;

/// <summary>A message's body is not what its topic's type says; no retry will help.</summary>
internal sealed class UnreadableBodyException(string topic, Exception reason)
    : Exception($"The body is not the JSON of topic '{topic}': {reason.Message}", reason);
