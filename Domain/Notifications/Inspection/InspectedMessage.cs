namespace Virga.Notifications;

/// <summary>A message that was published, and how far it is.</summary>
/// <param name="Message">The message.</param>
/// <param name="State"><c>pending</c> until it is planned, <c>planned</c> until the transport has it, then <c>sent</c>.</param>
/// <param name="Recipients">Who gets it: subscription ids, and <c>fn:name</c> for functions; null while pending.</param>
public sealed record InspectedMessage(NotificationMessage Message, string State, IReadOnlyList<string>? Recipients);
