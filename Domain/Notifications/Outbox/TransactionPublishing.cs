using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Publishes notifications with the documents they tell of.</summary>
public static class TransactionPublishing
{
    /// <summary>Adds a message to a transaction: it is published exactly when the documents are written.</summary>
    /// <param name="transaction">The transaction; the message takes one of its operations.</param>
    /// <param name="topic">The topic, registered with the app.</param>
    /// <param name="value">The body.</param>
    /// <param name="configure">Sets attributes and subject; null for none.</param>
    /// <returns>The message's id. It means something once the transaction has happened.</returns>
    /// <exception cref="NotificationException">The message breaks one of SNS's rules (<see cref="NotificationErrors.InvalidParameter"/>),
    /// or the topic is not registered (<see cref="NotificationErrors.NotFound"/>).</exception>
    /// <exception cref="ArgumentException">The message is <see cref="MessageBuilder.Direct"/>.</exception>
    public static PublishResult Publish<T>(this Transaction transaction, Topic<T> topic, T value, Action<MessageBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(topic);
        var services = transaction.Services;
        var settings = services.GetRequiredService<TopicCatalog>().Get(topic.Name).Settings;
        var builder = MessageFactory.Build(configure);
        if (builder.IsDirect)
        {
            throw new ArgumentException("A message of a transaction cannot be direct: it is in the transaction's own outbox.", nameof(configure));
        }

        var message = MessageFactory.Create(settings, topic.Write(value), builder, services.GetRequiredService<TimeProvider>());
        var record = OutboxRecord.Of(message, Activity.Current?.Id);
        var nudges = services.GetRequiredService<RelayNudges>();
        var place = transaction.Count;
        transaction.Append(new StoreOperation.Create(record.Id, record.ToJson()));
        transaction.OnCommitted(() => NotificationTelemetry.CountPublished(message));
        if (!settings.IsFifo)
        {
            // FIFO messages are left to the change feed, which alone knows the order of the commits.
            transaction.OnCommitted(outcome => nudges.Add(
                new StorePartition(transaction.Container, transaction.Partition), record, outcome.IsReplay ? null : outcome.Results[place].ETag));
        }

        return new PublishResult(message.MessageId);
    }
}
