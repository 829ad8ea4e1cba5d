namespace Virga.Notifications;

/// <summary>A queue or blob store refused a request or could not answer. A write may have happened.</summary>
public sealed class StorageException(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether the same request may succeed later, unchanged.</summary>
    public bool IsTransient { get; } = isTransient;
}
