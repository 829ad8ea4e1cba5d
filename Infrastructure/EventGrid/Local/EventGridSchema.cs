namespace Virga.EventGrid;

/// <summary>The form of events.</summary>
public enum EventGridSchema
{
    /// <summary>CloudEvents 1.0 in JSON.</summary>
    CloudEvents,

    /// <summary>Event Grid's own.</summary>
    EventGrid,
}
