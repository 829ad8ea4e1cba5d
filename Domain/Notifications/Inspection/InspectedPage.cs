namespace Virga.Notifications;

/// <summary>One page of the messages that were published.</summary>
/// <param name="Items">The messages, the newest first.</param>
/// <param name="Next">What the next page starts from; null when there is none.</param>
public sealed record InspectedPage(IReadOnlyList<InspectedMessage> Items, string? Next);
