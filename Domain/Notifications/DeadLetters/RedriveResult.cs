namespace Virga.Notifications;

/// <summary>What a redrive came to.</summary>
/// <param name="Redriven">How many messages are on their way again.</param>
/// <param name="IsComplete">Whether no more were found than one call takes; if not, ask again. One whose blob is gone is left where it is.</param>
public sealed record RedriveResult(int Redriven, bool IsComplete);
