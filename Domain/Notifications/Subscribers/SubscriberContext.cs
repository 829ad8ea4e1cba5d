using Virga.Documents;

namespace Virga.Notifications;

/// <summary>One delivery to a handler, and the way to write its effects once.</summary>
public sealed class SubscriberContext
{
    private readonly EffectScope _effects;

    internal SubscriberContext(IDocuments documents, IDocumentStore store, string subscriptionId, NotificationMessage message, int attempt, TimeSpan keepInbox)
    {
        SubscriptionId = subscriptionId;
        Attempt = attempt;
        _effects = new EffectScope(documents, store, $"{subscriptionId}:{message.MessageId}", keepInbox)
        {
            Details = new Dictionary<string, string> { ["subscription"] = subscriptionId, ["messageId"] = message.MessageId, ["topic"] = message.Topic },
        };
    }

    /// <summary>The subscription: <c>fn:</c> and the subscriber's name.</summary>
    public string SubscriptionId { get; }

    /// <summary>Which attempt this is, 1 the first. Event Grid's own repetitions do not count.</summary>
    public int Attempt { get; }

    /// <summary>Writes documents of one partition, all or none, and only once for this message however often it comes: see <see cref="EffectScope.TransactAsync"/>.
    /// The marker is kept for <see cref="NotificationsOptions.KeepInbox"/>.</summary>
    public Task<EffectOutcome> TransactAsync(PartitionKey partition, Action<Transaction> build, CancellationToken cancellationToken = default) =>
        _effects.TransactAsync(partition, build, cancellationToken);
}
