namespace Virga.Documents;

/// <summary>The document has another version than the caller had. Read it again and decide anew.</summary>
public sealed class ETagMismatchException(string message, Exception? innerException = null)
    : StoreException("etag-mismatch", message, isTransient: false, innerException);
