namespace Virga.Documents;

/// <summary>The store did not answer in time. A write may have happened: try again with a transaction token, or read before you do.</summary>
public sealed class StoreTimeoutException(string message, Exception? innerException = null)
    : StoreException("store-timeout", message, isTransient: true, innerException);
