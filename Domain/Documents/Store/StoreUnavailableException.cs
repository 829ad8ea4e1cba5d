namespace Virga.Documents;

/// <summary>The store did not answer, or answered that it cannot now. A write may have happened: use a transaction token where that matters.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null)
    : StoreException("store-unavailable", message, isTransient: true, innerException);
