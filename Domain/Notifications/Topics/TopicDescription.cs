namespace Virga.Notifications;

/// <summary>A topic and all there is to tell of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its <c>TopicArn</c>.</param>
/// <param name="IsDefinedInCode">Whether the app's code defines it.</param>
/// <param name="Attributes">Its attributes by SNS's names, defaults and counts included.</param>
/// <param name="Tags">Its tags, by key.</param>
public sealed record TopicDescription(string Name, string Arn, bool IsDefinedInCode, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<TopicTag> Tags);
