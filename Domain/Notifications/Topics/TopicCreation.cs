namespace Virga.Notifications;

/// <summary>What making a topic gave.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="IsNew">Whether it was made now; if not, it was there before, with the same attributes and tags.</param>
public sealed record TopicCreation(TopicSummary Topic, bool IsNew);
