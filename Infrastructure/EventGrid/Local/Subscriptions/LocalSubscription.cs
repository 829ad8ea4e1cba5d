using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>A subscription of the local Event Grid.</summary>
/// <param name="Name">3 to 64 letters, digits, dashes and underscores; told apart ignoring case. Events that wait for it are kept under its name over restarts.</param>
/// <param name="Destination">Where events go.</param>
public sealed record LocalSubscription(string Name, LocalDestination Destination)
{
    /// <summary>The topic it is for.</summary>
    /// <value><c>virga</c>.</value>
    public string Topic { get; init; } = LocalEventGridOptions.DefaultTopic;

    /// <summary>Which events it gets.</summary>
    /// <value>All.</value>
    public EventFilter Filter { get; init; } = EventFilter.Everything;

    /// <summary>The form in which events are delivered. A topic of CloudEvents cannot deliver Event Grid's schema.</summary>
    /// <value>CloudEvents 1.0.</value>
    public EventGridSchema DeliverySchema { get; init; } = EventGridSchema.CloudEvents;

    /// <summary>How often an event is tried: 1 to 30.</summary>
    /// <value>30.</value>
    public int MaximumAttempts { get; init; } = 30;

    /// <summary>How long an event is tried: 1 to 1,440 minutes. Looked at when a delivery is due.</summary>
    /// <value>1,440 minutes.</value>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromMinutes(1440);

    /// <summary>Events of one delivery: 1 to 5,000. Above 1 a delivery is a JSON array that succeeds or fails whole, and never waits to become fuller.</summary>
    /// <value>1.</value>
    public int MaximumEventsPerBatch { get; init; } = 1;

    /// <summary>The size of a delivery of several events that is not exceeded: 1 to 1,024 KiB.</summary>
    /// <value>64 KiB.</value>
    public int PreferredBatchKilobytes { get; init; } = 64;

    /// <summary>The blob container for events that were given up; null to drop them.</summary>
    /// <value><c>event-deadletter</c>. (The service drops them unless told otherwise.)</value>
    public string? DeadLetterContainer { get; init; } = DeadEventCollector.Container;

    /// <summary>Headers of every delivery to a webhook: at most 10, of at most 4,096 bytes, none of them about the body.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, string> DeliveryHeaders { get; init; } = new Dictionary<string, string>();
}
