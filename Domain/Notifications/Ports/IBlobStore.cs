namespace Virga.Notifications;

/// <summary>Named blobs in containers: claim checks for bodies that do not fit a queue message or an event, and dead letters.</summary>
public interface IBlobStore
{
    /// <summary>Writes a blob, new or not; when this returns, it is stored.</summary>
    /// <param name="container">3 to 63 lower-case letters, digits and single dashes.</param>
    /// <param name="name">1 to 1,024 characters.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellationToken">Stops the attempt; the blob may be stored all the same.</param>
    Task WriteAsync(string container, string name, BinaryData content, CancellationToken cancellationToken = default);

    /// <summary>Reads a blob; null when it is not there.</summary>
    Task<BinaryData?> ReadAsync(string container, string name, CancellationToken cancellationToken = default);

    /// <summary>Removes a blob. False when it was not there.</summary>
    Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken = default);

    /// <summary>The names of the blobs that start with <paramref name="prefix"/>, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string container, string prefix, CancellationToken cancellationToken = default);
}
