namespace Virga.Notifications;

/// <summary>A message as a handler gets it.</summary>
/// <typeparam name="T">The type of the body.</typeparam>
/// <param name="MessageId">The message's id, the same at every delivery.</param>
/// <param name="Topic">The topic's name.</param>
/// <param name="Subject">The subject; null for none.</param>
/// <param name="Timestamp">When it was published.</param>
/// <param name="Attributes">The attributes by name.</param>
/// <param name="Body">The body.</param>
public sealed record Notification<T>(
    string MessageId, string Topic, string? Subject, DateTimeOffset Timestamp, IReadOnlyDictionary<string, MessageAttribute> Attributes, T Body)
{
    /// <summary>The group within which a FIFO topic keeps the order; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>The place in its group, 20 digits, so that texts sort as messages do; null on standard topics.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>Whether it comes from the archive, by a replay.</summary>
    public bool IsReplayed { get; init; }
}
