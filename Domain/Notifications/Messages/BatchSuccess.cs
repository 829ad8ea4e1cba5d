namespace Virga.Notifications;

/// <summary>A message of a batch that is stored.</summary>
/// <param name="Id">The entry's id in the batch.</param>
/// <param name="MessageId">The message's id.</param>
public sealed record BatchSuccess(string Id, string MessageId);
