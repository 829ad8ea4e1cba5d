namespace Virga.Documents;

/// <summary>A document with that id, or with that value of a unique key, is already there. Trying again does not help.</summary>
public sealed class DocumentExistsException(string message, Exception? innerException = null)
    : StoreException("document-exists", message, isTransient: false, innerException);
