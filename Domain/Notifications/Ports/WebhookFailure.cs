namespace Virga.Notifications;

/// <summary>Why a request to a subscriber's endpoint got no answer.</summary>
public enum WebhookFailure
{
    /// <summary>There was an answer.</summary>
    None,

    /// <summary>The endpoint is refused by rule: its scheme, or an address that is not public. Trying again is pointless.</summary>
    Forbidden,

    /// <summary>The host's name has no address, or the resolver did not answer.</summary>
    NameResolution,

    /// <summary>No connection, or it broke, or TLS failed.</summary>
    Connection,

    /// <summary>The answer took too long.</summary>
    TimedOut,
}
