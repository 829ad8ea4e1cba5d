using System.Text.Json.Serialization;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>A message attribute in a request: <c>{"Type", "Value"}</c> as envelopes have it, or SNS's own <c>{"DataType", "StringValue" | "BinaryValue"}</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AttributeBody
{
    public string? Type { get; init; }

    public string? DataType { get; init; }

    public string? Value { get; init; }

    public string? StringValue { get; init; }

    /// <summary>Bytes in base64.</summary>
    public string? BinaryValue { get; init; }

    /// <param name="name">The attribute's name.</param>
    /// <param name="at">Where its type is in the request, as SNS writes it.</param>
    /// <exception cref="NotificationException">The type is missing, or the value is in the other field.</exception>
    public MessageAttribute ToAttribute(string name, string at)
    {
        var type = Type ?? DataType
            ?? throw Refuse($"1 validation error detected: Value null at '{at}' failed to satisfy constraint: Member must not be null");
        var isBinary = type.StartsWith("Binary", StringComparison.Ordinal);
        var (own, other) = isBinary ? (BinaryValue, StringValue) : (StringValue, BinaryValue);
        return (Value ?? own) is null && other is not null
            ? throw Refuse($"The message attribute '{name}' with type '{type}' must use field '{(isBinary ? "Binary" : "String")}'.")
            : new MessageAttribute(type, Value ?? own ?? "");
    }

    private static NotificationException Refuse(string text) => new(NotificationErrors.InvalidParameter, text);
}
