namespace Virga.CosmosEmulator;

/// <summary>An answer to give instead of the real one.</summary>
/// <param name="StatusCode">The status: 429, 503, 408, 449, 410 or whatever a test needs.</param>
public sealed record CosmosFault(int StatusCode)
{
    /// <summary>The substatus.</summary>
    /// <value>0: none</value>
    public int SubStatusCode { get; init; }

    /// <summary>How long the client is told to wait (<c>x-ms-retry-after-ms</c>).</summary>
    /// <value>null: it is told nothing</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long the answer is held back, by the emulator's clock.</summary>
    /// <value>zero</value>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the request is carried out all the same, so that the client does not hear of a write that happened.</summary>
    /// <value>false: nothing is done</value>
    public bool AfterTheFact { get; init; }

    /// <summary>Too many requests (429/3200), with a time to wait.</summary>
    public static CosmosFault Throttled(TimeSpan retryAfter) => new(429) { SubStatusCode = 3200, RetryAfter = retryAfter };

    /// <summary>Service unavailable (503).</summary>
    public static CosmosFault Unavailable { get; } = new(503);

    /// <summary>Request timeout (408) after the request was carried out: the ambiguous write.</summary>
    public static CosmosFault TimedOutAfterTheFact { get; } = new(408) { AfterTheFact = true };

    /// <summary>A stale session (404/1002): the replica asked has not caught up.</summary>
    public static CosmosFault StaleSession { get; } = new(404) { SubStatusCode = 1002 };
}
