namespace Virga.Notifications;

/// <summary>A message of a batch that is stored.</summary>
/// <param name="Id">The entry's id in the batch.</param>
/// <param name="MessageId">The message's id.</param>
public sealed record BatchSuccess(string Id, string MessageId)
{
    /// <summary>The place in its group, 20 digits, or that of the message it repeats; null on standard topics.</summary>
    public string? SequenceNumber { get; init; }
}
