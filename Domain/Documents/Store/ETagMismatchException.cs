namespace Virga.Documents;

/// <summary>The document has another version than the caller had. Read it again and decide anew.</summary>
public sealed class ETagMismatchException(string message, Exception? innerException = null)
    : StoreException("etag-mismatch", message, isTransient: false, innerException)
{
    /// <summary>The document as it is now, when it was asked for (<see cref="StoreWriteOptions.ReturnCurrent"/>) or read anyway; else null.
    /// <see cref="IRepository{T}.Read"/> makes an item of it.</summary>
    public StoredDocument? Current { get; init; }
}
