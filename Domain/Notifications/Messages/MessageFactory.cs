namespace Virga.Notifications;

/// <summary>Makes checked messages with new ids.</summary>
internal static class MessageFactory
{
    /// <exception cref="NotificationException">The message breaks one of SNS's rules.</exception>
    public static NotificationMessage Create(string topic, string body, Action<MessageBuilder>? configure, TimeProvider time)
    {
        var builder = new MessageBuilder();
        configure?.Invoke(builder);
        var now = MessageTime.Truncate(time.GetUtcNow());
        var message = new NotificationMessage
        {
            MessageId = Guid.CreateVersion7(now).ToString(),
            Topic = topic,
            Body = body,
            Subject = builder.SubjectText,
            Attributes = builder.Attributes,
            Timestamp = now,
        };
        MessageRules.Check(message);
        return message;
    }
}
