namespace Virga.Notifications;

/// <summary>A tag of a topic.</summary>
/// <param name="Key">1 to 128 characters; case counts, and a topic has a key once.</param>
/// <param name="Value">0 to 256 characters.</param>
public sealed record TopicTag(string Key, string Value);
