namespace Virga.EventGrid;

/// <summary>What becomes of an event after a delivery.</summary>
/// <param name="RetryAfter">The wait before the next delivery; null for none.</param>
/// <param name="DeadLetterReason">Why it is given up; null when it is not.</param>
internal readonly record struct DeliveryVerdict(TimeSpan? RetryAfter, string? DeadLetterReason)
{
    public static DeliveryVerdict Done { get; } = new(null, null);

    public static DeliveryVerdict GiveUp(string reason) => new(null, reason);
}
