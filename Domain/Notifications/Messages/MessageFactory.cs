using System.Security.Cryptography;
using System.Text;

namespace Virga.Notifications;

/// <summary>Makes checked messages with new ids.</summary>
internal static class MessageFactory
{
    /// <summary>A message of a builder's, checked in this order: body, subject, attributes, structure, group and deduplication, size.</summary>
    /// <exception cref="NotificationException">The message breaks one of SNS's rules.</exception>
    public static NotificationMessage Create(TopicSettings topic, string body, MessageBuilder builder, TimeProvider time)
    {
        MessageRules.CheckParts(body, builder.SubjectText, builder.Attributes);
        var (text, bodies) = builder.IsStructured ? MessageStructure.Read(body) : (body, builder.Bodies);
        MessageRules.CheckGroup(topic, builder.GroupId, builder.DeduplicationId);
        var now = MessageTime.Truncate(time.GetUtcNow());
        var message = new NotificationMessage
        {
            MessageId = Guid.CreateVersion7(now).ToString(),
            Topic = topic.Name,
            Body = text,
            Bodies = bodies,
            Subject = builder.SubjectText,
            Attributes = builder.Attributes,
            Timestamp = now,
            MessageGroupId = builder.GroupId,
            MessageDeduplicationId = builder.DeduplicationId ?? (topic.IsFifo ? HashOf(body) : null),
        };
        MessageRules.CheckSize(topic, SizeOf(message, body, builder));
        return message;
    }

    /// <summary>A builder that has been configured.</summary>
    public static MessageBuilder Build(Action<MessageBuilder>? configure)
    {
        var builder = new MessageBuilder();
        configure?.Invoke(builder);
        return builder;
    }

    /// <summary>What SNS counts: a structured body as it was given.</summary>
    public static int SizeOf(NotificationMessage message, string body, MessageBuilder builder) =>
        builder.IsStructured ? MessageSize.Of(body, builder.Attributes) : MessageSize.Of(message);

    // SNS's content-based deduplication: the body's SHA-256, attributes left out.
    private static string HashOf(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
