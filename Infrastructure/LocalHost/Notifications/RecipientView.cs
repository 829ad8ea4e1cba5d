using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>One subscriber beside one message: what became of it there.</summary>
internal sealed record RecipientView(string Recipient, string Status, IReadOnlyList<AttemptView> Attempts)
{
    public string? FilterPolicy { get; init; }

    /// <summary>What the policy found in the message, a line each.</summary>
    public IReadOnlyList<string> Explanation { get; init; } = [];

    public DeadLetter? DeadLetter { get; init; }

    public static RecipientView Of(InspectedMessage message, RecipientDecision decision, IReadOnlyList<RecordedAttempt> attempts, DeadLetter? letter)
    {
        var status = attempts.Count > 0 ? AttemptView.Of(attempts[^1]).Outcome
            : letter is not null ? "dead letter"
            : message.Recipients is null ? "not decided yet"
            : message.Recipients.Contains(decision.Recipient) ? "sent"
            : decision.Matches ? "subscribed later" : "filtered out";
        return new(decision.Recipient, status, [.. attempts.Select(AttemptView.Of)])
        {
            FilterPolicy = decision.FilterPolicy?.Json,
            Explanation = decision.Explanation?.ToLines() ?? [],
            DeadLetter = letter,
        };
    }
}
