namespace Virga.Notifications;

/// <summary>What waits in the outbox.</summary>
/// <param name="Pending">How many messages are not sent yet.</param>
/// <param name="Oldest">The age of the oldest of them; zero when there is none.</param>
internal sealed record OutboxLag(long Pending, TimeSpan Oldest);
