using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Makes messages for tests.</summary>
internal static class Messages
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    public static NotificationMessage Of(string body = "{}", params (string Name, MessageAttribute Attribute)[] attributes) => new()
    {
        MessageId = "0192f0c4-8f00-7000-8000-000000000001",
        Topic = "cats",
        Body = body,
        Timestamp = Now,
        Attributes = attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Attribute),
    };

    /// <summary>A message with attributes from the short form of the tables: <c>city=oslo;age=#3;tags=[…]</c>.</summary>
    public static NotificationMessage WithAttributes(string attributes) => Of("{}", [.. attributes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Attribute)]);

    private static (string, MessageAttribute) Attribute(string text)
    {
        var name = text[..text.IndexOf('=', StringComparison.Ordinal)];
        var value = text[(name.Length + 1)..];
        return (name, value switch
        {
            ['#', .. var number] => new MessageAttribute("Number", number),
            ['[', ..] => new MessageAttribute("String.Array", value),
            ['!', .. var binary] => new MessageAttribute("Binary", binary),
            _ => MessageAttribute.OfString(value),
        });
    }
}
