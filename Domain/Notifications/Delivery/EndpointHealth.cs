namespace Virga.Notifications;

/// <summary>How an endpoint does, as one process sees it.</summary>
/// <param name="State">Whether it is asked.</param>
/// <param name="Failures">How many attempts failed since the last that did not.</param>
public sealed record EndpointHealth(CircuitState State, int Failures)
{
    /// <summary>When it was last found failing too often; null while all is well.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it is tried next; null while all is well.</summary>
    public DateTimeOffset? ProbeAt { get; init; }

    /// <summary>How its last attempt failed; null when it did not.</summary>
    public string? LastError { get; init; }
}
