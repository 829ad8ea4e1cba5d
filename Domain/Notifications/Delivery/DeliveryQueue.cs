namespace Virga.Notifications;

/// <summary>The queue where deliveries wait: first attempts to webhooks, and every retry.</summary>
public static class DeliveryQueue
{
    /// <summary>The queue's name.</summary>
    public const string Name = "virga-deliveries";
}
