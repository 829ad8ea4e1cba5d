namespace Virga.Notifications;

/// <summary>A message taken from a queue.</summary>
/// <param name="Id">The message's id, stable over its deliveries.</param>
/// <param name="Receipt">Proof of this delivery: needed to delete or release it.</param>
/// <param name="Body">What was sent.</param>
/// <param name="DequeueCount">How often it has been received, this time included.</param>
/// <param name="InsertedOn">When it was sent.</param>
public sealed record QueuedMessage(string Id, string Receipt, BinaryData Body, int DequeueCount, DateTimeOffset InsertedOn);
