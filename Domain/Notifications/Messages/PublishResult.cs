namespace Virga.Notifications;

/// <summary>What publishing gave.</summary>
/// <param name="MessageId">The message's id, a UUID v7. Having it means the message is stored and will be delivered.</param>
public sealed record PublishResult(string MessageId);
