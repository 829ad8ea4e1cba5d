using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>A message in a list of the notifications page.</summary>
internal sealed record MessageView(string Id, string Topic, DateTimeOffset At, string? Subject, string Preview, string State)
{
    private const int PreviewLength = 160;

    /// <summary>How many get it; null until that is decided.</summary>
    public int? Recipients { get; init; }

    public int Delivered { get; init; }

    public int Waiting { get; init; }

    public int Dead { get; init; }

    public static MessageView Of(InspectedMessage inspected, IEnumerable<RecordedAttempt> attempts)
    {
        var message = inspected.Message;
        var last = attempts.GroupBy(attempt => attempt.Recipient).Select(recipient => recipient.Last().Outcome).ToList();
        return new(message.MessageId, message.Topic, message.Timestamp, message.Subject, message.Body.Length > PreviewLength ? message.Body[..PreviewLength] : message.Body, inspected.State)
        {
            Recipients = inspected.Recipients?.Count,
            Delivered = last.Count(outcome => outcome is DeliveryOutcome.Delivered),
            Waiting = last.Count(outcome => outcome is DeliveryOutcome.Retry),
            Dead = last.Count(outcome => outcome is DeliveryOutcome.DeadLettered),
        };
    }
}
