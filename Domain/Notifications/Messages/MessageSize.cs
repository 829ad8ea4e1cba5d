using System.Buffers.Text;
using System.Text;

namespace Virga.Notifications;

/// <summary>How SNS counts a message: UTF-8 bytes of the body, and of each attribute's name, type and value (a binary value's bytes, not its base64).</summary>
public static class MessageSize
{
    /// <summary>The most bytes a message may have: 262,144.</summary>
    public const int Maximum = 256 * 1024;

    /// <summary>The size of a message in bytes.</summary>
    public static int Of(NotificationMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var size = Encoding.UTF8.GetByteCount(message.Body);
        foreach (var (name, attribute) in message.Attributes)
        {
            size += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(attribute.Type) + ValueSize(attribute);
        }

        return size;
    }

    private static int ValueSize(MessageAttribute attribute) =>
        attribute.IsBinary && Base64.IsValid(attribute.Value.AsSpan(), out var decoded) ? decoded : Encoding.UTF8.GetByteCount(attribute.Value);
}
