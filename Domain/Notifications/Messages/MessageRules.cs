using System.Buffers;

namespace Virga.Notifications;

/// <summary>SNS's rules for a message to be published, with SNS's texts, each to be asked in the order they are in here.</summary>
internal static class MessageRules
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");

    /// <summary>Throws the first fault of a message that is checked before its structure is read: body, subject, attributes.</summary>
    public static void CheckParts(string body, string? subject, IReadOnlyDictionary<string, MessageAttribute> attributes)
    {
        if (body.Length == 0)
        {
            throw NotificationException.Invalid("Empty message");
        }

        if (subject is not null && !IsSubject(subject))
        {
            throw NotificationException.Invalid("Subject");
        }

        CheckAttributes(attributes);
    }

    /// <summary>Throws the first fault of group and deduplication id.</summary>
    public static void CheckGroup(TopicSettings topic, string? group, string? deduplication)
    {
        if (topic.IsFifo && string.IsNullOrEmpty(group))
        {
            throw NotificationException.Invalid("The MessageGroupId parameter is required for FIFO topics");
        }

        if (group is not null && !IsGroup(group))
        {
            throw NotificationException.Invalid("MessageGroupId Reason: it has 1 to 128 alphanumeric or punctuation characters");
        }

        if (!topic.IsFifo)
        {
            if (deduplication is not null)
            {
                throw NotificationException.Invalid(
                    "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type");
            }
        }
        else if (deduplication is null && !topic.ContentBasedDeduplication)
        {
            throw NotificationException.Invalid("The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        }
        else if (deduplication is not null && !IsGroup(deduplication))
        {
            throw NotificationException.Invalid("MessageDeduplicationId Reason: it has 1 to 128 alphanumeric or punctuation characters");
        }
    }

    /// <summary>Throws when a message is larger than its topic takes.</summary>
    public static void CheckSize(TopicSettings topic, int size)
    {
        if (size > topic.MaximumMessageSize)
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

    private static bool IsGroup(string id) => id.Length is >= 1 and <= 128 && id.All(character => character is > ' ' and < '\x7f');

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
