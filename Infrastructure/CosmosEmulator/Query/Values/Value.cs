using System.Runtime.InteropServices;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>A value of the query language: JSON's types and undefined. Either a piece of a stored document, untouched, or something computed.</summary>
internal readonly struct Value
{
    /// <summary>Up to here, whole numbers and doubles are the same.</summary>
    private const long ExactInDouble = 1L << 53;

    private readonly JsonElement _json;
    private readonly object? _data;
    private readonly double _number;

    private Value(ValueKind kind, object? data, double number)
    {
        Kind = kind;
        _data = data;
        _number = number;
    }

    private Value(ValueKind kind, JsonElement json)
    {
        Kind = kind;
        _json = json;
    }

    public static Value Undefined => default;

    public static Value Null { get; } = new(ValueKind.Null, null, 0);

    public static Value True { get; } = new(ValueKind.Boolean, null, 1);

    public static Value False { get; } = new(ValueKind.Boolean, null, 0);

    public ValueKind Kind { get; }

    public bool IsUndefined => Kind == ValueKind.Undefined;

    /// <summary>Whether this is the boolean true; the only value a filter lets through.</summary>
    public bool IsTrue => Kind == ValueKind.Boolean && Boolean;

    public bool IsPrimitive => Kind is ValueKind.Null or ValueKind.Boolean or ValueKind.Number or ValueKind.String;

    /// <summary>The value of a boolean.</summary>
    public bool Boolean => _json.ValueKind == JsonValueKind.Undefined ? _number != 0 : _json.ValueKind == JsonValueKind.True;

    /// <summary>The value of a number, to the precision of a double. Numbers that JSON can write and a double cannot hold are as large as doubles get.</summary>
    public double Number => _json.ValueKind == JsonValueKind.Number ? Finite(_json.GetDouble()) : _number;

    /// <summary>The value of a string.</summary>
    public string Text => _json.ValueKind == JsonValueKind.String ? _json.GetString()! : (string)_data!;

    /// <summary>How many elements an array has.</summary>
    public int Count => _data is Value[] items ? items.Length : _json.GetArrayLength();

    /// <summary>The elements of an array.</summary>
    public IEnumerable<Value> Items => _data is Value[] items ? items : _json.EnumerateArray().Select(Of);

    /// <summary>The properties of an object, in their order.</summary>
    public IEnumerable<KeyValuePair<string, Value>> Properties =>
        _data is KeyValuePair<string, Value>[] properties ? properties
        : _json.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Of(property.Value)));

    public static Value Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined => Undefined,
        JsonValueKind.Null => Null,
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        JsonValueKind.Number => new(ValueKind.Number, json),
        JsonValueKind.String => new(ValueKind.String, json),
        JsonValueKind.Array => new(ValueKind.Array, json),
        _ => new(ValueKind.Object, json),
    };

    public static Value Of(bool value) => value ? True : False;

    /// <summary>A computed number; undefined when it is not finite, for JSON has no such numbers.</summary>
    public static Value Of(double value) => double.IsFinite(value) ? new(ValueKind.Number, null, value) : Undefined;

    /// <summary>A computed whole number, kept to its last bit.</summary>
    public static Value Of(long value) => new(ValueKind.Number, value is >= -ExactInDouble and <= ExactInDouble ? null : value, value);

    public static Value Of(string value) => new(ValueKind.String, value, 0);

    public static Value Of(Value[] items) => new(ValueKind.Array, items, 0);

    public static Value Of(KeyValuePair<string, Value>[] properties) => new(ValueKind.Object, properties, 0);

    /// <summary>The value of a number that is whole and fits 64 bits, exactly.</summary>
    public bool TryGetInteger(out long value)
    {
        value = 0;
        if (Kind != ValueKind.Number)
        {
            return false;
        }

        if (_json.ValueKind == JsonValueKind.Number && _json.TryGetInt64(out value))
        {
            return true;
        }

        if (_data is long exact)
        {
            value = exact;
            return true;
        }

        // 2^63 itself is the first double too large.
        var number = Number;
        if (Math.Truncate(number) != number || number is < long.MinValue or >= 9223372036854775808.0)
        {
            return false;
        }

        value = (long)number;
        return true;
    }

    /// <summary>The property of an object; undefined when this is no object or lacks it.</summary>
    public Value Property(string name)
    {
        if (_json.ValueKind == JsonValueKind.Object)
        {
            return _json.TryGetProperty(name, out var value) ? Of(value) : Undefined;
        }

        foreach (var (key, value) in _data as KeyValuePair<string, Value>[] ?? [])
        {
            if (key == name)
            {
                return value;
            }
        }

        return Undefined;
    }

    /// <summary>The element of an array; undefined when this is no array or is shorter.</summary>
    public Value Item(int index) =>
        Kind != ValueKind.Array || index < 0 || index >= Count ? Undefined
        : _data is Value[] items ? items[index]
        : Of(_json[index]);

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_json.ValueKind != JsonValueKind.Undefined)
        {
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(_json), skipInputValidation: true);
            return;
        }

        switch (Kind)
        {
            case ValueKind.Null:
                writer.WriteNullValue();
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(Boolean);
                break;
            case ValueKind.Number when _data is long exact:
                writer.WriteNumberValue(exact);
                break;
            case ValueKind.Number when Math.Truncate(_number) == _number && Math.Abs(_number) <= ExactInDouble:
                writer.WriteNumberValue((long)_number);
                break;
            case ValueKind.Number:
                writer.WriteNumberValue(_number);
                break;
            case ValueKind.String:
                writer.WriteStringValue(Text);
                break;
            case ValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in Items.Where(item => !item.IsUndefined))
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            case ValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, value) in Properties.Where(property => !property.Value.IsUndefined))
                {
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException("Undefined has no JSON form.");
        }
    }

    private static double Finite(double number) => Math.Clamp(number, double.MinValue, double.MaxValue);
}
