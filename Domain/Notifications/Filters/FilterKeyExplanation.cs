namespace Virga.Notifications;

/// <summary>What one key of a filter policy found in a message. A key that several values in a list fail has one for each of the first five.</summary>
/// <param name="Key">The key; nested keys are joined by dots, and a value in a list bears its position: <c>prices[0].amount</c>.</param>
/// <param name="Matches">Whether a value, or its absence, meets the key. A key in a <c>$or</c> branch need not match for the policy to.</param>
/// <param name="Reason">The reason in words.</param>
public sealed record FilterKeyExplanation(string Key, bool Matches, string Reason);
