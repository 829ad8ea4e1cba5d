namespace Virga.Documents;

/// <summary>The store asks for fewer requests (Cosmos DB's 429). Try again after <see cref="RetryAfter"/>.</summary>
public sealed class StoreThrottledException(string message, TimeSpan retryAfter, Exception? innerException = null)
    : StoreException("store-throttled", message, isTransient: true, innerException)
{
    /// <summary>How long to wait before trying again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
