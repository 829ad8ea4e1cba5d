namespace Virga.Notifications;

/// <summary>Reads message attributes as policies see them: Binary not at all, String.Array as its elements.</summary>
internal static class AttributeFieldReader
{
    /// <summary>Whether every list is one; what is none matches nothing.</summary>
    public static bool AreReadable(IReadOnlyDictionary<string, MessageAttribute> attributes) =>
        attributes.All(attribute => !attribute.Value.IsList || BodyFieldReader.TryReadList(attribute.Key, attribute.Value.Value, new MessageFields()));

    public static MessageFields Read(IReadOnlyDictionary<string, MessageAttribute> attributes)
    {
        var fields = new MessageFields { AbsenceCounts = attributes.Count > 0 };
        foreach (var (name, attribute) in attributes)
        {
            if (attribute.IsBinary)
            {
                continue;
            }

            if (attribute.IsNumber)
            {
                fields.Add(name, new FieldValue(FieldKind.Number, attribute.Value, JsonNumber.Parse(attribute.Value), null, name));
            }
            else if (!attribute.IsList)
            {
                fields.Add(name, new FieldValue(FieldKind.Text, attribute.Value, null, null, name));
            }
            else if (!BodyFieldReader.TryReadList(name, attribute.Value, fields))
            {
                fields.Add(name, new FieldValue(FieldKind.Unreadable, $"{attribute.Value} (no JSON list)", null, null, name));
            }
        }

        return fields;
    }
}
