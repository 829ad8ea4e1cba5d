using System.Buffers.Text;
using System.Text;

namespace Virga.Notifications;

/// <summary>How SNS counts a message: UTF-8 bytes of the body, and of each attribute's name, type and value (a binary value's bytes, not its base64).</summary>
public static class MessageSize
{
    /// <summary>The most bytes a message may have unless its topic says otherwise: 262,144. Also what the messages of one batch may have together, unless the topic takes larger ones.</summary>
    public const int Maximum = 256 * 1024;

    /// <summary>The smallest limit a topic may set as <c>MaximumMessageSize</c>: 1,024 (SNS).</summary>
    public const int SmallestLimit = 1024;

    /// <summary>The largest limit a topic may set as <c>MaximumMessageSize</c>: 1,048,576 (SNS).</summary>
    public const int LargestLimit = 1024 * 1024;

    /// <summary>The size of a message in bytes; bodies of single protocols count with the protocol's name.</summary>
    public static int Of(NotificationMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var size = Of(message.Body, message.Attributes);
        foreach (var (protocol, body) in message.Bodies)
        {
            size += Encoding.UTF8.GetByteCount(protocol) + Encoding.UTF8.GetByteCount(body);
        }

        return size;
    }

    internal static int Of(string body, IReadOnlyDictionary<string, MessageAttribute> attributes)
    {
        var size = Encoding.UTF8.GetByteCount(body);
        foreach (var (name, attribute) in attributes)
        {
            size += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(attribute.Type) + ValueSize(attribute);
        }

        return size;
    }

    private static int ValueSize(MessageAttribute attribute) =>
        attribute.IsBinary && Base64.IsValid(attribute.Value.AsSpan(), out var decoded) ? decoded : Encoding.UTF8.GetByteCount(attribute.Value);
}
