namespace Virga.Notifications;

/// <summary>What becomes of a group's later messages when one could not be delivered to a subscriber and is a dead letter.</summary>
public enum GroupFailure
{
    /// <summary>They are delivered: the dead letter is the gap (SNS).</summary>
    Continue,

    /// <summary>They wait until somebody resumes the group for that subscriber: see <see cref="FifoGroups.ResumeAsync"/>.</summary>
    Block,
}
