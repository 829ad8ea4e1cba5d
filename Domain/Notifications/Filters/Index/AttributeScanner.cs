using System.Buffers;
using System.Text;

namespace Virga.Notifications;

/// <summary>Reads the attributes that policies name.</summary>
internal static class AttributeScanner
{
    public static void Scan(IReadOnlyDictionary<string, MessageAttribute> attributes, IReadOnlyDictionary<string, int> paths, ScannedMessage message)
    {
        message.AbsenceCounts = attributes.Count > 0;
        if (attributes is Dictionary<string, MessageAttribute> dictionary)
        {
            // What messages are read into; its enumerator needs no memory.
            foreach (var (name, attribute) in dictionary)
            {
                Scan(name, attribute, paths, message);
            }

            return;
        }

        foreach (var (name, attribute) in attributes)
        {
            Scan(name, attribute, paths, message);
        }
    }

    private static void Scan(string name, MessageAttribute attribute, IReadOnlyDictionary<string, int> paths, ScannedMessage message)
    {
        if (attribute.IsBinary || !paths.TryGetValue(name, out var path))
        {
            return;
        }

        if (attribute.IsNumber)
        {
            message.AddNumber(path, JsonNumber.Parse(attribute.Value), -1);
        }
        else if (!attribute.IsList)
        {
            attribute.Value.CopyTo(message.Room(attribute.Value.Length));
            message.AddText(path, attribute.Value.Length, -1);
        }
        else if (!TryScanList(attribute.Value, path, message))
        {
            message.Remove(path);
            message.Add(path, FieldKind.Unreadable, -1);
        }
    }

    private static bool TryScanList(string json, int path, ScannedMessage message)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            return JsonScanner.TryScanList(bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, bytes)), path, message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
