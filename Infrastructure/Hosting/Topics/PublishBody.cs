using System.Text.Json;
using System.Text.Json.Serialization;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The body of a publish request, by SNS's names.</summary>
/// <param name="Message">The message: text, or any other JSON value, which is then sent as its JSON text.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal record PublishBody(JsonElement Message)
{
    public string? Subject { get; init; }

    /// <summary><c>json</c> for one body for each protocol.</summary>
    public string? MessageStructure { get; init; }

    public Dictionary<string, AttributeBody?>? MessageAttributes { get; init; }

    public string? MessageGroupId { get; init; }

    public string? MessageDeduplicationId { get; init; }

    /// <summary>Whether the message goes straight to the transport, without the outbox.</summary>
    public bool Direct { get; init; }

    /// <summary>Whether the message has a body for each protocol.</summary>
    [JsonIgnore]
    public bool IsStructured => MessageStructure == "json";

    public string Text() => Message.ValueKind == JsonValueKind.String ? Message.GetString()! : Message.GetRawText();

    /// <param name="at">Where the attributes are in the request, for SNS's texts.</param>
    public Action<MessageBuilder> Configure(string at)
    {
        if (MessageStructure is not (null or "json" or "string"))
        {
            throw new NotificationException(NotificationErrors.InvalidParameter, "Invalid parameter: MessageStructure Reason: it is 'json' or left out");
        }

        return message =>
        {
            foreach (var (name, attribute) in MessageAttributes ?? [])
            {
                message.Attribute(name, (attribute ?? new AttributeBody()).ToAttribute(name, $"{at}.{name}.member.dataType"));
            }

            Set(Subject, message.Subject);
            Set(MessageGroupId, message.Group);
            Set(MessageDeduplicationId, message.Deduplication);
            if (IsStructured)
            {
                message.Structured();
            }

            if (Direct)
            {
                message.Direct();
            }
        };
    }

    private static void Set(string? value, Func<string, MessageBuilder> set)
    {
        if (value is not null)
        {
            set(value);
        }
    }
}
