namespace Virga.Notifications;

/// <summary>What of a topic decides whether a message may be published to it.</summary>
internal sealed record TopicSettings(string Name)
{
    public bool IsFifo { get; init; }

    public bool ContentBasedDeduplication { get; init; }

    public int MaximumMessageSize { get; init; } = MessageSize.Maximum;
}
