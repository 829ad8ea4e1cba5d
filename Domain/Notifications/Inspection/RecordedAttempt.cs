namespace Virga.Notifications;

/// <summary>A delivery attempt that this process made.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Topic">The topic's name.</param>
/// <param name="Recipient">The subscription's id, or <c>fn:name</c> for a function.</param>
/// <param name="Number">Which attempt it was, 1 the first.</param>
/// <param name="At">When it ended.</param>
/// <param name="Outcome">What it came to.</param>
public sealed record RecordedAttempt(string MessageId, string Topic, string Recipient, int Number, DateTimeOffset At, DeliveryOutcome Outcome);
