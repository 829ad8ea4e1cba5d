namespace Virga.Notifications;

/// <summary>One page of a subscriber's groups.</summary>
/// <param name="Items">The groups.</param>
/// <param name="Next">What the next page starts from; null when there is none.</param>
public sealed record FifoGroupPage(IReadOnlyList<FifoGroup> Items, string? Next);
