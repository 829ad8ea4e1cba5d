namespace Virga.Documents;

/// <summary>The store refused the request as wrong: an update that does not fit the document, or a query it cannot take. Trying again does not help.</summary>
public sealed class StoreRequestException(string message, Exception? innerException = null)
    : StoreException("store-request", message, isTransient: false, innerException);
