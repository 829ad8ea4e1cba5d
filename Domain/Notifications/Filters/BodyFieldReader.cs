using System.Text;
using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Reads a JSON body in one pass into paths and scalar values. A list adds no step to a path: its elements are values of the list's own path.</summary>
internal ref struct BodyFieldReader
{
    private readonly MessageFields _fields;
    private Utf8JsonReader _json;
    private int _lists;

    private BodyFieldReader(byte[] body)
    {
        _fields = new MessageFields();
        _json = new Utf8JsonReader(body);
    }

    /// <summary>The fields of a body; <see cref="MessageFields.Unusable"/> when it is not a JSON object.</summary>
    public static MessageFields Read(string body)
    {
        try
        {
            var reader = new BodyFieldReader(Encoding.UTF8.GetBytes(body));
            if (!reader._json.Read() || reader._json.TokenType != JsonTokenType.StartObject)
            {
                return MessageFields.Unusable;
            }

            reader.ReadObject(null, null, null);
            return reader._json.Read() ? MessageFields.Unusable : reader._fields;
        }
        catch (JsonException)
        {
            return MessageFields.Unusable;
        }
    }

    /// <summary>Reads a String.Array attribute; false when it is no JSON list.</summary>
    public static bool TryReadList(string name, string json, MessageFields fields)
    {
        MessageFields read;
        try
        {
            var reader = new BodyFieldReader(Encoding.UTF8.GetBytes(json));
            if (!reader._json.Read() || reader._json.TokenType != JsonTokenType.StartArray)
            {
                return false;
            }

            reader.ReadList(name, name, null);
            reader._json.Read(); // throws when something follows
            read = reader._fields;
        }
        catch (JsonException)
        {
            return false;
        }

        foreach (ref readonly var value in read[name])
        {
            fields.Add(name, value with { Element = null });
        }

        return true;
    }

    /// <summary>The text the reader is at; null when it is no Unicode text: an escaped half of a surrogate pair stands alone.</summary>
    private readonly string? Text()
    {
        try
        {
            return _json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void ReadObject(string? prefix, string? where, ArrayElement? element)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text();
            _json.Read();
            if (name is null)
            {
                _json.Skip();
                continue;
            }

            ReadValue(prefix is null ? name : $"{prefix}.{name}", where is null ? name : $"{where}.{name}", element);
        }
    }

    private void ReadValue(string path, string where, ArrayElement? element)
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(path, where, element);
                break;
            case JsonTokenType.StartArray:
                ReadList(path, where, element);
                break;
            case JsonTokenType.String:
                var text = Text();
                _fields.Add(path, new FieldValue(text is null ? FieldKind.Unreadable : FieldKind.Text, text ?? "text that is not Unicode", null, element, where));
                break;
            case JsonTokenType.Number:
                _fields.Add(path, new FieldValue(FieldKind.Number, Encoding.ASCII.GetString(_json.ValueSpan), JsonNumber.Parse(_json.ValueSpan), element, where));
                break;
            default:
                _fields.Add(path, new FieldValue(FieldKinds.Of(_json.TokenType), Encoding.ASCII.GetString(_json.ValueSpan), null, element, where));
                break;
        }
    }

    private void ReadList(string path, string where, ArrayElement? element)
    {
        var list = _lists++;
        for (var index = 0; _json.Read() && _json.TokenType != JsonTokenType.EndArray; index++)
        {
            // Only objects and lists can hold several values that belong together.
            var isContainer = _json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            ReadValue(path, $"{where}[{index}]", isContainer ? new ArrayElement(list, element) : element);
        }
    }
}
