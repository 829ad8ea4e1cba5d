namespace Virga.EventGrid;

/// <summary>Something that happened to an event at a subscription.</summary>
/// <param name="At">When.</param>
/// <param name="EventId">The event's id.</param>
/// <param name="Subscription">The subscription's name.</param>
/// <param name="Outcome"><c>FilteredOut</c>, <c>Queued</c>, <c>Delivered</c>, <c>Retry</c>, <c>DeadLettered</c> or <c>Dropped</c>.</param>
public sealed record LocalDelivery(DateTimeOffset At, string EventId, string Subscription, string Outcome)
{
    /// <summary>Which attempt it was, the first being 1; null when none was made.</summary>
    public int? Attempt { get; init; }

    /// <summary>Why: the part of the filter that did not hold, the destination's answer and the next attempt, or why the event was given up. Null when there is nothing to say.</summary>
    public string? Reason { get; init; }
}
