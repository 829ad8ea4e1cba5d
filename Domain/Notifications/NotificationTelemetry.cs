using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Virga.Notifications;

/// <summary>The names of the project's traces and metrics, and where they are written.</summary>
public static class NotificationTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Virga.Notifications";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Relayed = Meter.CreateCounter<long>("virga.outbox.relayed", "{message}", "Messages handed to the transport, or found to have no recipient.");

    internal static readonly Counter<long> RelayFailed = Meter.CreateCounter<long>("virga.outbox.failed", "{attempt}", "Attempts to relay a message that failed.");

    internal static readonly Histogram<double> Lag = Meter.CreateHistogram<double>("virga.outbox.lag", "s", "From publishing to the transport.");

    private static readonly Counter<long> Published = Meter.CreateCounter<long>("virga.notifications.published", "{message}", "Messages that were accepted.");

    private static readonly Histogram<long> PublishSize = Meter.CreateHistogram<long>("virga.notifications.publish_size", "By", "The size of messages that were accepted, as SNS counts it.");

    internal static readonly Counter<long> FilteredOut = Meter.CreateCounter<long>("virga.notifications.filtered_out", "{delivery}", "Subscriptions whose filter policy did not want a message, by reason: message-attributes, message-body, no-message-attributes, invalid-attributes, invalid-message-body.");

    internal static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>("virga.dead_letters", "{message}", "Messages kept as dead letters.");

    internal static readonly Counter<long> DeadLettersFailed = Meter.CreateCounter<long>("virga.dead_letters.failed", "{attempt}", "Attempts to keep a dead letter that failed; its delivery comes again.");

    internal static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("virga.deliveries", "{attempt}", "Delivery attempts by outcome: delivered, retry, postponed, dead-lettered, dropped.");

    internal static readonly Counter<long> CircuitsOpened = Meter.CreateCounter<long>("virga.endpoints.unhealthy", "{endpoint}", "Times an endpoint was found failing too often in a row.");

    internal static readonly Counter<long> Duplicates = Meter.CreateCounter<long>("virga.fifo.duplicates", "{message}", "Messages of FIFO topics that repeated another and were not delivered.");

    internal static readonly Counter<long> Redriven = Meter.CreateCounter<long>("virga.deliveries.redriven", "{message}", "Dead letters put back for delivery.");

    /// <summary>Counts a message that was accepted.</summary>
    internal static void CountPublished(NotificationMessage message)
    {
        if (Published.Enabled || PublishSize.Enabled)
        {
            var topic = new KeyValuePair<string, object?>("topic", message.Topic);
            Published.Add(1, topic);
            PublishSize.Record(MessageSize.Of(message), topic);
        }
    }

    /// <summary>Starts an activity that goes on from a stored trace context.</summary>
    internal static Activity? Start(string name, ActivityKind kind, string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent) ? Source.StartActivity(name, kind, parent) : Source.StartActivity(name, kind);
}
