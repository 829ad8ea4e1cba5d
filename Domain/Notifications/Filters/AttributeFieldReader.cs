using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Reads message attributes as policies see them: Binary not at all, String.Array as its elements.</summary>
internal static class AttributeFieldReader
{
    public static MessageFields Read(IReadOnlyDictionary<string, MessageAttribute> attributes)
    {
        var fields = new MessageFields { AbsenceCounts = attributes.Count > 0 };
        foreach (var (name, attribute) in attributes)
        {
            if (attribute.Type == "String.Array")
            {
                AddArray(fields, name, attribute.Value);
            }
            else if (attribute.IsNumber)
            {
                fields.Add(name, new FieldValue(FieldKind.Number, attribute.Value, JsonNumber.Parse(attribute.Value), null));
            }
            else if (!attribute.IsBinary)
            {
                fields.Add(name, new FieldValue(FieldKind.Text, attribute.Value, null, null));
            }
        }

        return fields;
    }

    private static void AddArray(MessageFields fields, string name, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Array)
            {
                AddElements(fields, name, document.RootElement);
                return;
            }
        }
        catch (JsonException)
        {
            // Falls through: an unreadable list matches nothing.
        }

        fields.Add(name, new FieldValue(FieldKind.Unreadable, json, null, null));
    }

    private static void AddElements(MessageFields fields, string name, JsonElement list)
    {
        foreach (var element in list.EnumerateArray())
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Array:
                    AddElements(fields, name, element);
                    break;
                case JsonValueKind.String:
                    fields.Add(name, new FieldValue(FieldKind.Text, element.GetString()!, null, null));
                    break;
                case JsonValueKind.Number:
                    fields.Add(name, new FieldValue(FieldKind.Number, element.GetRawText(), JsonNumber.Parse(element.GetRawText()), null));
                    break;
                case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                    fields.Add(name, FieldKinds.Literal(element.GetRawText(), null));
                    break;
            }
        }
    }
}
