using Azure.Messaging;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Takes every notification from Event Grid and dispatches it to its recipients.</summary>
public sealed class DeliverEventsFunction(DeliveryDispatcher dispatcher)
{
    /// <summary>Dispatches one event. Throws when a recipient could neither be reached nor its delivery be queued, so that Event Grid sends it again.</summary>
    [Function("DeliverEvents")]
    public Task RunAsync([EventGridTrigger] CloudEvent cloudEvent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cloudEvent);
        return cloudEvent.Type == RoutedEvent.CloudEventType && cloudEvent.Data is { } data
            ? dispatcher.DispatchAsync(data, cancellationToken)
            : Task.CompletedTask;
    }
}
