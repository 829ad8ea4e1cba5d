using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>How a message is written into records, events and queue messages.</summary>
internal static class MessageJson
{
    private const string MessageId = "messageId";
    private const string Topic = "topic";
    private const string Body = "body";
    private const string Subject = "subject";
    private const string Attributes = "attributes";
    private const string Timestamp = "timestamp";
    private const string Bodies = "bodies";
    private const string Group = "group";
    private const string Deduplication = "deduplication";

    /// <summary>Adds a message's members to a JSON object.</summary>
    /// <param name="target">The object.</param>
    /// <param name="message">The message.</param>
    /// <param name="isWhole">Whether body, subject and attributes are written; without, they are in a claim-check blob.</param>
    public static void Write(JsonObject target, NotificationMessage message, bool isWhole = true)
    {
        target[MessageId] = message.MessageId;
        target[Topic] = message.Topic;
        target[Timestamp] = MessageTime.ToText(message.Timestamp);
        if (message.MessageGroupId is not null)
        {
            target[Group] = message.MessageGroupId;
        }

        if (message.MessageDeduplicationId is not null)
        {
            target[Deduplication] = message.MessageDeduplicationId;
        }

        if (!isWhole)
        {
            return;
        }

        if (message.Subject is not null)
        {
            target[Subject] = message.Subject;
        }

        if (message.Attributes.Count > 0)
        {
            target[Attributes] = WriteAttributes(message.Attributes);
        }

        if (message.Bodies.Count > 0)
        {
            target[Bodies] = new JsonObject(message.Bodies.Select(body => KeyValuePair.Create(body.Key, (JsonNode?)body.Value)));
        }

        target[Body] = message.Body;
    }

    /// <summary>Attributes as SNS's envelope has them: <c>{name: {"Type": …, "Value": …}}</c>.</summary>
    public static JsonObject WriteAttributes(IReadOnlyDictionary<string, MessageAttribute> attributes)
    {
        var json = new JsonObject();
        foreach (var (name, attribute) in attributes)
        {
            json[name] = new JsonObject { ["Type"] = attribute.Type, ["Value"] = attribute.Value };
        }

        return json;
    }

    /// <summary>Reads a message back; body, subject and attributes are empty when they were left out.</summary>
    /// <exception cref="FormatException">A member is missing or has the wrong form.</exception>
    public static NotificationMessage Read(JsonElement source)
    {
        try
        {
            return new NotificationMessage
            {
                MessageId = source.GetProperty(MessageId).GetString()!,
                Topic = source.GetProperty(Topic).GetString()!,
                Timestamp = MessageTime.Parse(source.GetProperty(Timestamp).GetString()!),
                Subject = source.TryGetProperty(Subject, out var subject) ? subject.GetString() : null,
                Body = source.TryGetProperty(Body, out var body) ? body.GetString()! : "",
                Attributes = source.TryGetProperty(Attributes, out var attributes) ? ReadAttributes(attributes) : ImmutableDictionary<string, MessageAttribute>.Empty,
                Bodies = source.TryGetProperty(Bodies, out var bodies) ? ReadBodies(bodies) : ImmutableDictionary<string, string>.Empty,
                SequenceNumber = source.TryGetProperty(FifoMessage.SequenceMember, out var sequence) ? sequence.GetString() : null,
                MessageGroupId = source.TryGetProperty(Group, out var group) ? group.GetString() : null,
                MessageDeduplicationId = source.TryGetProperty(Deduplication, out var deduplication) ? deduplication.GetString() : null,
            };
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("Not a message as this framework writes it.", error);
        }
    }

    private static Dictionary<string, string> ReadBodies(JsonElement json) =>
        json.EnumerateObject().ToDictionary(body => body.Name, body => body.Value.GetString()!, StringComparer.Ordinal);

    private static Dictionary<string, MessageAttribute> ReadAttributes(JsonElement json)
    {
        var attributes = new Dictionary<string, MessageAttribute>(StringComparer.Ordinal);
        foreach (var attribute in json.EnumerateObject())
        {
            attributes[attribute.Name] = new MessageAttribute(attribute.Value.GetProperty("Type").GetString()!, attribute.Value.GetProperty("Value").GetString()!);
        }

        return attributes;
    }
}
