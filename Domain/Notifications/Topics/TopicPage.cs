namespace Virga.Notifications;

/// <summary>One page of the topics.</summary>
/// <param name="Items">The topics, by name.</param>
/// <param name="Next">What the next page starts from; null when there is none.</param>
public sealed record TopicPage(IReadOnlyList<TopicSummary> Items, string? Next);
