namespace Virga.Notifications;

/// <summary>Decides who gets a message: the topic's functions and its confirmed subscriptions, each by its filter policy.</summary>
internal sealed class DeliveryPlanner(RegistryReader registries)
{
    public async Task<DeliveryPlan> PlanAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        var registry = await registries.ReadAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        var recipients = registry.Recipients.Of(message);
        if (registry.Recipients.Count - recipients.Count is var filteredOut and > 0)
        {
            NotificationTelemetry.FilteredOut.Add(filteredOut, new KeyValuePair<string, object?>("topic", message.Topic));
        }

        return new DeliveryPlan(registry.Version, recipients);
    }
}
