namespace Virga.Notifications;

/// <summary>Within what a FIFO topic takes an equal message only once in five minutes (SNS's <c>FifoThroughputScope</c>).</summary>
public enum DeduplicationScope
{
    /// <summary>Within the topic: of two groups, too, only the first message counts.</summary>
    Topic,

    /// <summary>Within each group: cheaper, one write instead of two.</summary>
    MessageGroup,
}
