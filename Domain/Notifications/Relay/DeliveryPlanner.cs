namespace Virga.Notifications;

/// <summary>Decides who gets a message: the topic's functions and its confirmed subscriptions, each by its filter policy.</summary>
internal sealed class DeliveryPlanner(RegistryReader registries)
{
    public async Task<DeliveryPlan> PlanAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        var registry = await registries.ReadAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        var recipients = registry.Recipients.Of(message);
        if (recipients.Count < registry.Recipients.Count && NotificationTelemetry.FilteredOut.Enabled)
        {
            Count(message, registry.Recipients.Missed(recipients));
        }

        return new DeliveryPlan(registry.Version, recipients);
    }

    private static void Count(NotificationMessage message, (int ByAttributes, int ByBody) missed)
    {
        Add(missed.ByAttributes, message.Attributes.Count == 0 ? "no-message-attributes" : AttributeFieldReader.AreReadable(message.Attributes) ? "message-attributes" : "invalid-attributes");
        Add(missed.ByBody, missed.ByBody == 0 || message.Fields(FilterScope.MessageBody).IsUsable ? "message-body" : "invalid-message-body");

        void Add(int count, string reason)
        {
            if (count > 0)
            {
                NotificationTelemetry.FilteredOut.Add(count, new KeyValuePair<string, object?>("topic", message.Topic), new KeyValuePair<string, object?>("reason", reason));
            }
        }
    }
}
