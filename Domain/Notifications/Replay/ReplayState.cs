namespace Virga.Notifications;

/// <summary>How far a replay is (SNS's four).</summary>
public enum ReplayState
{
    /// <summary>Asked for.</summary>
    Pending,

    /// <summary>Messages are being taken from the archive.</summary>
    InProgress,

    /// <summary>All messages are on their way. A FIFO topic's are delivered group by group, before anything newer.</summary>
    Completed,

    /// <summary>It was given up.</summary>
    Failed,
}
