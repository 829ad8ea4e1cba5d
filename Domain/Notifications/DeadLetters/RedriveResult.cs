namespace Virga.Notifications;

/// <summary>What a redrive came to.</summary>
/// <param name="Redriven">How many messages are on their way again.</param>
/// <param name="IsComplete">Whether all that were asked for are; if not, ask again.</param>
public sealed record RedriveResult(int Redriven, bool IsComplete);
