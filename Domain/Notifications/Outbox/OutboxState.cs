namespace Virga.Notifications;

/// <summary>How far an outbox record is.</summary>
internal enum OutboxState
{
    /// <summary>Committed; nobody has decided who gets it.</summary>
    Pending,

    /// <summary>The recipients are written down; it may or may not have been sent.</summary>
    Planned,

    /// <summary>The transport has it; the record only waits for its expiry.</summary>
    Sent,
}
