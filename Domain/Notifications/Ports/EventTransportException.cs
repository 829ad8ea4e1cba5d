namespace Virga.Notifications;

/// <summary>The event transport refused events or could not answer.</summary>
public sealed class EventTransportException(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether the same events may be accepted later.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>The events that the transport will never take, each too large by itself. All the others of the call have been accepted.</summary>
    /// <value>None: the refusal is about the call, not about single events.</value>
    public IReadOnlyList<RoutedEvent> Refused { get; init; } = [];
}
