namespace Virga.Notifications;

/// <summary>Decides who gets a message: the topic's functions and its confirmed subscriptions, each by its filter policy.</summary>
internal sealed class DeliveryPlanner(RegistryReader registries, SubscriberCatalog functions)
{
    public async Task<DeliveryPlan> PlanAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        var registry = await registries.ReadAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        var recipients = new List<string>();
        var filteredOut = 0;
        foreach (var function in functions.Of(message.Topic))
        {
            Decide(function.Recipient, function.Policy);
        }

        foreach (var (id, policy) in registry.Subscriptions)
        {
            Decide(id, policy);
        }

        if (filteredOut > 0)
        {
            NotificationTelemetry.FilteredOut.Add(filteredOut, new KeyValuePair<string, object?>("topic", message.Topic));
        }

        return new DeliveryPlan(registry.Version, recipients);

        void Decide(string recipient, FilterPolicy? policy)
        {
            if (policy is null || policy.Matches(message))
            {
                recipients.Add(recipient);
            }
            else
            {
                filteredOut++;
            }
        }
    }
}
