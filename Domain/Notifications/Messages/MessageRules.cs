using System.Buffers;

namespace Virga.Notifications;

/// <summary>SNS's rules for a message to be published, with SNS's texts (rows 9 to 12 and 22 to 24 of the parity list).</summary>
internal static class MessageRules
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");

    /// <summary>Throws the first fault in SNS's order: body, subject, attributes, size.</summary>
    public static void Check(NotificationMessage message)
    {
        if (message.Body.Length == 0)
        {
            throw NotificationException.Invalid("Empty message");
        }

        if (message.Subject is { } subject && !IsSubject(subject))
        {
            throw NotificationException.Invalid("Subject");
        }

        CheckAttributes(message.Attributes);

        if (MessageSize.Of(message) > MessageSize.Maximum)
        {
            throw NotificationException.Invalid("Message too long");
        }
    }

    /// <summary>Throws the first fault of any attribute.</summary>
    public static void CheckAttributes(IReadOnlyDictionary<string, MessageAttribute> attributes)
    {
        foreach (var (name, attribute) in attributes)
        {
            CheckName(name);
            CheckAttribute(name, attribute);
        }
    }

    private static bool IsSubject(string subject) => subject.Length is >= 1 and <= 99 && !subject.Any(char.IsControl);

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > MessageAttribute.MaximumNameLength)
        {
            throw Refuse("Length of message attribute name must be less than 256 bytes.");
        }

        if (name[0] == '.')
        {
            throw Refuse("Invalid message attribute name starting with character '.' was found.");
        }

        if (name[^1] == '.')
        {
            throw Refuse("Invalid message attribute name ending with character '.' was found.");
        }

        var bad = name.AsSpan().IndexOfAnyExcept(NameCharacters);
        if (bad >= 0)
        {
            throw Refuse(
                $"Invalid non-alphanumeric character '#x{(int)name[bad]:X}' was found in the message attribute name. "
                + "Can only include alphanumeric characters, hyphens, underscores, or dots.");
        }

        if (name.Contains("..", StringComparison.Ordinal))
        {
            throw Refuse("Message attribute name can not have successive '.' character.");
        }

        if (name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase))
        {
            throw Refuse("Message attribute names starting with 'AWS.' or 'Amazon.' are reserved for use by Amazon.");
        }
    }

    private static void CheckAttribute(string name, MessageAttribute attribute)
    {
        if (!IsType(attribute.Type))
        {
            throw Refuse(
                $"The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.");
        }

        if (string.IsNullOrEmpty(attribute.Value))
        {
            throw Refuse(
                $"The message attribute '{name}' must contain non-empty message attribute value for message attribute type '{attribute.Type}'.");
        }

        if (attribute.IsNumber && JsonNumber.Parse(attribute.Value) is null)
        {
            throw Refuse($"Could not cast message attribute '{name}' value to number.");
        }

        if (attribute.IsBinary && !IsBase64(attribute.Value))
        {
            throw Refuse($"The message attribute '{name}' with type '{attribute.Type}' must use field 'Binary'.");
        }
    }

    private static bool IsType(string type)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["String", "Number", "Binary"])
        {
            if (type.StartsWith(prefix, StringComparison.Ordinal))
            {
                return type.Length == prefix.Length || (type[prefix.Length] == '.' && type.Length > prefix.Length + 1);
            }
        }

        return false;
    }

    private static bool IsBase64(string value) => System.Buffers.Text.Base64.IsValid(value.AsSpan());

    private static NotificationException Refuse(string text) => new(NotificationErrors.InvalidParameter, text);
}
