using System.Diagnostics;
using System.Globalization;

namespace Virga.Notifications;

/// <summary>Publishes by writing outbox records of their own, or straight to the transport where a message asks for it.</summary>
internal sealed class OutboxNotifier(TopicCatalog catalog, TopicStore topics, OutboxWriter outbox, FifoPublisher groups, DirectPublisher direct, TimeProvider time) : INotifier
{
    public Task<PublishResult> PublishAsync<T>(Topic<T> topic, T value, Action<MessageBuilder>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return PublishAsync(catalog.Get(topic.Name).Settings, topic.Write(value), configure, cancellationToken);
    }

    public async Task<PublishResult> PublishTextAsync(string topic, string body, Action<MessageBuilder>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(body);
        return await PublishAsync(await topics.SettingsAsync(topic, cancellationToken).ConfigureAwait(false), body, configure, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PublishBatchResult> PublishBatchAsync(string topic, IReadOnlyList<BatchEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(entries);
        var settings = await topics.SettingsAsync(topic, cancellationToken).ConfigureAwait(false);
        BatchRules.CheckEntries(entries);
        using var activity = Start(settings.Name);
        var messages = new List<NotificationMessage>(entries.Count);
        var size = 0L;
        foreach (var entry in entries)
        {
            var builder = MessageFactory.Build(entry.Configure);
            var message = Create(settings, entry.Body, builder);
            size += MessageFactory.SizeOf(message, entry.Body, builder);
            messages.Add(message);
        }

        BatchRules.CheckSize(settings, size);
        var batch = BatchFor(settings);
        foreach (var (entry, message) in entries.Zip(messages))
        {
            await batch.AddAsync(entry.Id, message, cancellationToken).ConfigureAwait(false);
        }

        return await batch.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<PublishBatchResult> PublishAllAsync<T>(
        Topic<T> topic, IEnumerable<T> values, Action<T, MessageBuilder>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(values);
        var settings = catalog.Get(topic.Name).Settings;
        using var activity = Start(settings.Name);
        var batch = BatchFor(settings);
        var position = 0;
        foreach (var value in values)
        {
            var id = (position++).ToString(CultureInfo.InvariantCulture);
            try
            {
                var message = Create(settings, topic.Write(value), MessageFactory.Build(builder => configure?.Invoke(value, builder)));
                await batch.AddAsync(id, message, cancellationToken).ConfigureAwait(false);
            }
            catch (NotificationException refused)
            {
                batch.Refuse(id, refused);
            }
        }

        return await batch.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<PublishResult> PublishAsync(TopicSettings topic, string body, Action<MessageBuilder>? configure, CancellationToken cancellationToken)
    {
        using var activity = Start(topic.Name);
        var builder = MessageFactory.Build(configure);
        var message = MessageFactory.Create(topic, body, builder, time);
        activity?.SetTag("messaging.message.id", message.MessageId);
        string? sequence = null;
        if (builder.IsDirect)
        {
            await direct.SendAsync(topic, message, cancellationToken).ConfigureAwait(false);
        }
        else if (topic.IsFifo)
        {
            sequence = await groups.PublishAsync(message, Activity.Current?.Id, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await outbox.WriteAsync([message], cancellationToken).ConfigureAwait(false);
        }

        NotificationTelemetry.CountPublished(message);
        return new PublishResult(message.MessageId) { SequenceNumber = sequence };
    }

    private OutboxBatch BatchFor(TopicSettings topic) => new(outbox, topic.IsFifo ? new FifoBatch(groups) : null);

    private NotificationMessage Create(TopicSettings topic, string body, MessageBuilder builder) => builder.IsDirect
        ? throw new ArgumentException("A message of a batch cannot be direct: publish it by itself.", nameof(builder))
        : MessageFactory.Create(topic, body, builder, time);

    private static Activity? Start(string topic)
    {
        var activity = NotificationTelemetry.Source.StartActivity("notification publish", ActivityKind.Producer);
        return activity?.SetTag("messaging.destination.name", topic);
    }
}
