namespace Virga.Notifications;

/// <summary>What one delivery attempt came to.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>The recipient has it.</summary>
    public sealed record Delivered : DeliveryOutcome;

    /// <summary>It waits in the queue for another attempt.</summary>
    /// <param name="Delay">How long.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Retry(TimeSpan Delay, string Reason) : DeliveryOutcome;

    /// <summary>It is given up and kept as a dead letter.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record DeadLettered(string Reason) : DeliveryOutcome;

    /// <summary>Nobody wants it any more: the subscription has ended, or a confirmation message is out of date.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Dropped(string Reason) : DeliveryOutcome;
}
