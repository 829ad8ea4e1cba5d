using System.Diagnostics;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Publishes by writing an outbox record of its own.</summary>
internal sealed class OutboxNotifier(IDocumentStore store, TopicCatalog topics, IRelaySignal signal, TimeProvider time) : INotifier
{
    public Task<PublishResult> PublishAsync<T>(Topic<T> topic, T value, Action<MessageBuilder>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return PublishTextAsync(topic.Name, topic.Write(value), configure, cancellationToken);
    }

    public async Task<PublishResult> PublishTextAsync(string topic, string body, Action<MessageBuilder>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(body);
        using var activity = NotificationTelemetry.Source.StartActivity("notification publish", ActivityKind.Producer);
        activity?.SetTag("messaging.destination.name", topic);
        var message = MessageFactory.Create(topics.Get(topic).Name, body, configure, time);
        activity?.SetTag("messaging.message.id", message.MessageId);
        var record = OutboxRecord.Of(message, Activity.Current?.Id);
        var partition = OutboxRecord.PartitionOf(message.MessageId);
        await store.WriteAsync(partition, new StoreOperation.Create(record.Id, record.ToJson()), null, cancellationToken).ConfigureAwait(false);
        signal.Nudge(partition, record.Id);
        return new PublishResult(message.MessageId);
    }
}
