namespace Virga.Documents;

/// <summary>The document or transaction is over the store's limit (2 MiB, or 100 operations). Trying again does not help.</summary>
public sealed class DocumentTooLargeException(string message, Exception? innerException = null)
    : StoreException("document-too-large", message, isTransient: false, innerException);
