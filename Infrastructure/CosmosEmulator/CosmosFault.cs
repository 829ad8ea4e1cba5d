namespace Virga.CosmosEmulator;

/// <summary>An answer to give instead of the real one.</summary>
/// <remarks>
/// Clients in other processes ask for one by the request header <c>x-virga-fault</c>: <c>status[/substatus]</c> and settings with semicolons between, times in milliseconds:
/// <c>429/3200; retry-after=10</c>, <c>503; delay=5</c>, <c>408; after</c> (carried out all the same), <c>410/1002</c>, <c>449</c>, <c>404/1002</c> (a stale session),
/// <c>200; delay=500</c> (slow and nothing else), <c>drop</c>, <c>drop; after</c>, <c>drop=body</c>, <c>split</c> (splits the container's largest range, then answers),
/// <c>lag=2</c> (sets <see cref="CosmosFaults.ReplicaLag"/> for all that come, then answers).
/// </remarks>
/// <param name="StatusCode">The status: 429, 503, 408, 449, 410 or whatever a test needs; 200 for the real answer, late or cut short.</param>
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

    /// <summary>Whether the connection is dropped: in process the client has an <see cref="HttpRequestException"/>, on a port the socket is reset.</summary>
    /// <value><see cref="CosmosConnectionLoss.None"/></value>
    public CosmosConnectionLoss ConnectionLoss { get; init; }

    /// <summary>Too many requests (429/3200), with a time to wait.</summary>
    public static CosmosFault Throttled(TimeSpan retryAfter) => new(429) { SubStatusCode = 3200, RetryAfter = retryAfter };

    /// <summary>Service unavailable (503).</summary>
    public static CosmosFault Unavailable { get; } = new(503);

    /// <summary>Request timeout (408), and nothing was done.</summary>
    public static CosmosFault TimedOut { get; } = new(408);

    /// <summary>Request timeout (408) after the request was carried out: the ambiguous write.</summary>
    public static CosmosFault TimedOutAfterTheFact { get; } = new(408) { AfterTheFact = true };

    /// <summary>Retry with (449): another write was in the way.</summary>
    public static CosmosFault RetryWith { get; } = new(449);

    /// <summary>The partition key range is gone (410/1002), as after a split; to split for real use <see cref="CosmosEmulator.SplitAsync"/>.</summary>
    public static CosmosFault RangeGone { get; } = new(410) { SubStatusCode = 1002 };

    /// <summary>A stale session (404/1002): the replica asked has not caught up.</summary>
    public static CosmosFault StaleSession { get; } = new(404) { SubStatusCode = 1002 };

    /// <summary>The connection is dropped before the request is carried out.</summary>
    public static CosmosFault Dropped { get; } = new(200) { ConnectionLoss = CosmosConnectionLoss.BeforeAnswer };

    /// <summary>The connection is dropped after the request was carried out: the ambiguous write once more.</summary>
    public static CosmosFault DroppedAfterTheFact { get; } = Dropped with { AfterTheFact = true };

    /// <summary>The connection is dropped in the middle of the answer.</summary>
    public static CosmosFault DroppedWithinBody { get; } = new(200) { ConnectionLoss = CosmosConnectionLoss.WithinBody };

    /// <summary>The real answer, late.</summary>
    public static CosmosFault Slow(TimeSpan delay) => new(200) { Delay = delay };
}
