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

            reader.ReadObject("", null);
            return reader._json.Read() ? MessageFields.Unusable : reader._fields;
        }
        catch (JsonException)
        {
            return MessageFields.Unusable;
        }
    }

    private void ReadObject(string prefix, ArrayElement? element)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var name = _json.GetString()!;
            _json.Read();
            ReadValue(prefix.Length == 0 ? name : $"{prefix}.{name}", element);
        }
    }

    private void ReadValue(string path, ArrayElement? element)
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(path, element);
                break;
            case JsonTokenType.StartArray:
                ReadList(path, element);
                break;
            case JsonTokenType.String:
                _fields.Add(path, new FieldValue(FieldKind.Text, _json.GetString()!, null, element));
                break;
            case JsonTokenType.Number:
                var text = Encoding.ASCII.GetString(_json.ValueSpan);
                _fields.Add(path, new FieldValue(FieldKind.Number, text, JsonNumber.Parse(text), element));
                break;
            default:
                _fields.Add(path, FieldKinds.Literal(Encoding.ASCII.GetString(_json.ValueSpan), element));
                break;
        }
    }

    private void ReadList(string path, ArrayElement? element)
    {
        var list = _lists++;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            // Only objects and lists can hold several values that belong together.
            var isContainer = _json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            ReadValue(path, isContainer ? new ArrayElement(list, element) : element);
        }
    }
}
