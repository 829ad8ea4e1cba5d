namespace Virga.Notifications;

/// <summary>Whether an endpoint is asked at the moment.</summary>
public enum CircuitState
{
    /// <summary>It is: it answers.</summary>
    Closed,

    /// <summary>It is not: it failed too often in a row. Its messages wait.</summary>
    Open,

    /// <summary>One message tries it; the others wait for the outcome.</summary>
    HalfOpen,
}
