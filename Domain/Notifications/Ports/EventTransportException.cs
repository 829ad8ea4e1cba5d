namespace Virga.Notifications;

/// <summary>The event transport refused events or could not answer.</summary>
public sealed class EventTransportException(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether the same events may be accepted later.</summary>
    public bool IsTransient { get; } = isTransient;
}
