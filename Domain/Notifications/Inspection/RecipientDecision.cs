namespace Virga.Notifications;

/// <summary>Whether one subscriber wants a message, and why.</summary>
/// <param name="Recipient">The subscription's id, or <c>fn:name</c> for a function.</param>
/// <param name="FilterPolicy">Which messages it wants; null for all.</param>
/// <param name="Explanation">What the policy finds in the message; null without a policy.</param>
public sealed record RecipientDecision(string Recipient, FilterPolicy? FilterPolicy, FilterExplanation? Explanation)
{
    /// <summary>Whether it wants the message.</summary>
    public bool Matches => Explanation?.Matches ?? true;
}
