namespace Virga.Notifications;

/// <summary>Asks one recipient's filter policy of now about a message of the past.</summary>
internal sealed class RecipientPolicies(RegistryReader registries, SubscriberCatalog functions)
{
    /// <summary>Whether a recipient that exists and is confirmed wants a message.</summary>
    public async Task<bool> WantsAsync(string recipient, NotificationMessage message, CancellationToken cancellationToken)
    {
        if (FunctionInvoker.IsFunction(recipient))
        {
            return functions.Find(recipient) is { } function && function.Policy?.Matches(message.For(SnsProtocol.Lambda)) != false;
        }

        var registry = await registries.ReadAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        return registry.Recipients.Of(message).Contains(recipient, StringComparer.Ordinal);
    }
}
