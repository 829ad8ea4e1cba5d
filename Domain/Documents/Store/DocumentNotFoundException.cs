namespace Virga.Documents;

/// <summary>The document to change, delete or check is not there. Trying again does not help.</summary>
public sealed class DocumentNotFoundException(string message, Exception? innerException = null)
    : StoreException("document-not-found", message, isTransient: false, innerException);
