namespace Virga.Notifications;

/// <summary>What of a topic decides whether a message may be published to it.</summary>
internal sealed record TopicSettings(string Name)
{
    public bool IsFifo { get; init; }

    public bool ContentBasedDeduplication { get; init; }

    /// <summary>Within what an equal message counts only once.</summary>
    public DeduplicationScope DeduplicationScope { get; init; }

    /// <summary>How long a FIFO topic's messages can be replayed; null for as long as sent messages are kept anyway.</summary>
    public TimeSpan? Archive { get; init; }

    public GroupFailure OnGroupFailure { get; init; }

    public int MaximumMessageSize { get; init; } = MessageSize.Maximum;
}
