namespace Virga.Notifications;

/// <summary>Brings messages into the logs of their groups and wakes who gets them.</summary>
internal sealed class FifoPublisher(TopicStore topics, FifoLog log, FifoTurns turns)
{
    /// <summary>Publishes a message. Its sequence number, or that of the message it repeats.</summary>
    /// <exception cref="NotificationException">The group is too busy, or the topic is gone.</exception>
    public async Task<string> PublishAsync(NotificationMessage message, string? traceParent, CancellationToken cancellationToken)
    {
        var settings = await topics.SettingsAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        var appended = await log.AppendAsync(settings, message, traceParent, cancellationToken).ConfigureAwait(false);
        if (appended.IsDuplicate)
        {
            NotificationTelemetry.Duplicates.Add(1, new KeyValuePair<string, object?>("topic", message.Topic));
        }

        await turns.AppendedAsync(message, appended, cancellationToken).ConfigureAwait(false);
        return FifoKeys.ToText(appended.Sequence);
    }
}
