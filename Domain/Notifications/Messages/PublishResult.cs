namespace Virga.Notifications;

/// <summary>What publishing gave.</summary>
/// <param name="MessageId">The message's id, a UUID v7. Having it means the message is stored and will be delivered; in a transaction once that has happened, and of <see cref="MessageBuilder.Direct"/> that the transport has it.</param>
public sealed record PublishResult(string MessageId)
{
    /// <summary>The place in its group, 20 digits, or that of the message it repeats; null on standard topics, and in a transaction, where it gets one after the commit.</summary>
    public string? SequenceNumber { get; init; }
}
