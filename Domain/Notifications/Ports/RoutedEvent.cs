namespace Virga.Notifications;

/// <summary>One event on the transport: a notification and the recipients it is for. It becomes one CloudEvent.</summary>
/// <param name="Id">The event's id: the message id, and a part number when recipients are split over several events.</param>
/// <param name="Topic">The topic's name; the CloudEvent's source is <c>/topics/{Topic}</c>.</param>
/// <param name="Data">The CloudEvent's JSON data in UTF-8.</param>
/// <param name="Time">When the notification was published.</param>
/// <param name="TraceParent">The W3C trace the notification belongs to; null for none.</param>
public sealed record RoutedEvent(string Id, string Topic, BinaryData Data, DateTimeOffset Time, string? TraceParent)
{
    /// <summary>The CloudEvent type of every routed event.</summary>
    public const string CloudEventType = "Virga.Notification";
}
