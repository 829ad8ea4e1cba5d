using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>An attempt, as the notifications page shows it.</summary>
internal sealed record AttemptView(int Number, DateTimeOffset At, string Outcome, string? Reason)
{
    /// <summary>When it is tried again; null when it is not.</summary>
    public DateTimeOffset? Next { get; init; }

    public static AttemptView Of(RecordedAttempt attempt) => attempt.Outcome switch
    {
        DeliveryOutcome.Delivered => new(attempt.Number, attempt.At, "delivered", null),
        DeliveryOutcome.Retry retry => new(attempt.Number, attempt.At, "waiting", retry.Reason) { Next = attempt.At + retry.Delay },
        DeliveryOutcome.DeadLettered dead => new(attempt.Number, attempt.At, "dead letter", dead.Reason),
        DeliveryOutcome.Dropped dropped => new(attempt.Number, attempt.At, "dropped", dropped.Reason),
        _ => throw new NotSupportedException($"{attempt.Outcome.GetType().Name} is no outcome that is known here."),
    };
}
