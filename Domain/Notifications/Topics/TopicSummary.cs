namespace Virga.Notifications;

/// <summary>A topic in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its <c>TopicArn</c>.</param>
/// <param name="IsDefinedInCode">Whether the app's code defines it: then it is there from the start and cannot be deleted.</param>
public sealed record TopicSummary(string Name, string Arn, bool IsDefinedInCode);
