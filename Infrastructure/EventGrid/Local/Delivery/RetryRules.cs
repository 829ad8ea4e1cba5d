namespace Virga.EventGrid;

/// <summary>Event Grid's retry rules: the schedule, the status codes, the two limits.</summary>
internal sealed class RetryRules(LocalEventGridOptions options, LocalSubscription subscription)
{
    public const string TooManyAttempts = "MaxDeliveryAttemptsExceeded";

    public const string TooOld = "TimeToLiveExceeded";

    public const string Undeliverable = "UndeliverableDueToClientError";

    private static readonly IReadOnlyList<TimeSpan> ServiceSchedule =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    private readonly IReadOnlyList<TimeSpan> _schedule = options.RetrySchedule.Count > 0 ? options.RetrySchedule : ServiceSchedule;

    /// <summary>Whether an event may be tried once more; else why not. The first delivery is always made, so that a laptop that was asleep for a day loses nothing.</summary>
    public string? Expired(StoredDelivery delivery, DateTimeOffset now)
    {
        if (delivery.Attempts >= subscription.MaximumAttempts)
        {
            return TooManyAttempts;
        }

        return delivery.Attempts > 0 && now - delivery.Published >= subscription.TimeToLive ? TooOld : null;
    }

    /// <summary>What becomes of an event.</summary>
    /// <param name="result">What its destination made of it.</param>
    /// <param name="attempts">Deliveries so far, this one included.</param>
    public DeliveryVerdict Judge(DeliveryResult result, int attempts)
    {
        if (result.IsDelivered)
        {
            return DeliveryVerdict.Done;
        }

        if (result.Status is 400 or 403 or 413 || (result.Status == 401 && subscription.Destination is LocalDestination.Webhook))
        {
            return DeliveryVerdict.GiveUp(Undeliverable);
        }

        if (attempts >= subscription.MaximumAttempts)
        {
            return DeliveryVerdict.GiveUp(TooManyAttempts);
        }

        var wait = _schedule[Math.Min(attempts, _schedule.Count) - 1];
        return new DeliveryVerdict(options.MinimumWaits.TryGetValue(result.Status, out var minimum) && minimum > wait ? minimum : wait, null);
    }
}
