namespace Virga.Documents;

/// <summary>How often and how long what is safe to repeat is tried again when the store cannot answer: reads, queries, batches, and transactions with a token.</summary>
/// <remarks>Other writes are never repeated here: one that timed out may have happened. (The SDK itself waits and repeats what was throttled, which certainly did not happen.)</remarks>
public sealed class StoreRetryOptions
{
    /// <summary>The most retries of one operation, 0 to 20; 0 for none.</summary>
    /// <value>3</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>How long an operation may take with all its retries before no further one is begun, up to 5 minutes.</summary>
    /// <value>10 seconds</value>
    public TimeSpan MaxTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the first retry, up to a minute; each further one is twice as long. The half of every pause is random. A store that says how long to wait is obeyed.</summary>
    /// <value>50 milliseconds</value>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(50);
}
