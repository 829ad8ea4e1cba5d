namespace Virga.Notifications;

/// <summary>What relaying one document came to.</summary>
public enum RelayOutcome
{
    /// <summary>There was nothing to do: no outbox record, gone, or sent already.</summary>
    Nothing,

    /// <summary>Somebody else is at it; the sweeper takes it up when that comes to nothing.</summary>
    LeftToAnother,

    /// <summary>The transport has it, or nobody wanted it.</summary>
    Sent,
}
