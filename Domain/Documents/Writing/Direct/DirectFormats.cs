using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>How values of each type are written without a tree.</summary>
internal static class DirectFormats
{
    private const long Exact = 1L << 53;

    // Each options once: they keep what they know of types.
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonSerializerOptions> Inside = [];

    private static readonly Dictionary<Type, Delegate> Known = new()
    {
        [typeof(string)] = (DirectFormat<string>)String,
        [typeof(bool)] = (DirectFormat<bool>)Boolean,
        [typeof(int)] = (DirectFormat<int>)Int,
        [typeof(long)] = (DirectFormat<long>)Long,
        [typeof(double)] = (DirectFormat<double>)Double,
        [typeof(decimal)] = (DirectFormat<decimal>)Decimal,
        [typeof(Guid)] = (DirectFormat<Guid>)Uuid,
        [typeof(DateOnly)] = (DirectFormat<DateOnly>)Date,
        [typeof(DateTimeOffset)] = (DirectFormat<DateTimeOffset>)Instant,
    };

    /// <summary>The format of an attribute's type; null when its values must be looked at as JSON.</summary>
    public static DirectFormat<TValue>? Of<TValue>(ValueShape shape, JsonSerializerOptions json)
    {
        if (shape is ConstantShape or UnionShape || !shape.IsStoredAsIs)
        {
            return null;
        }

        var inner = Nullable.GetUnderlyingType(typeof(TValue));
        if (inner is not null)
        {
            return (DirectFormat<TValue>?)Make(nameof(Maybe), inner, shape, json);
        }

        if (Known.TryGetValue(typeof(TValue), out var known))
        {
            return (DirectFormat<TValue>)known;
        }

        if (typeof(TValue).IsEnum && shape is EnumShape)
        {
            return (DirectFormat<TValue>?)Make(nameof(Enumeration), typeof(TValue), shape, json);
        }

        return IsWrittenNormal(shape, []) ? Serialized((JsonTypeInfo<TValue>)Inside.GetValue(json, InsideOf).GetTypeInfo(typeof(TValue))) : null;
    }

    /// <summary>Writes a point in time as models keep it.</summary>
    public static bool Instant(Utf8JsonWriter writer, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[32];
        value.UtcDateTime.TryFormat(text, out var length, TextFormats.Instant, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
        return true;
    }

    // Whether the serializer's JSON is in normal form whatever the value is, so that nobody need look at it.
    private static bool IsWrittenNormal(ValueShape shape, HashSet<ValueShape> seen) => shape switch
    {
        StringShape or BooleanShape or AnyShape or NumberShape or IntegerShape or DecimalShape => true,
        EnumShape => shape.IsStoredAsIs,
        TextFormatShape => !ReferenceEquals(shape, TextFormats.Time),
        ListShape list => IsWrittenNormal(list.Element, seen),
        MapShape map => IsWrittenNormal(map.Element, seen),
        ObjectShape map => !seen.Add(map) || map.Attributes.All(attribute => !attribute.IsRequired && IsWrittenNormal(attribute.Shape, seen)),
        _ => false,
    };

    private static object? Make(string name, Type type, ValueShape shape, JsonSerializerOptions json) =>
        typeof(DirectFormats).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [shape, json]);

    private static DirectFormat<TInner?>? Maybe<TInner>(ValueShape shape, JsonSerializerOptions json)
        where TInner : struct
    {
        var inner = Of<TInner>(shape, json);
        return inner is null ? null : (writer, value) => inner(writer, value!.Value);
    }

    private static DirectFormat<TEnum> Enumeration<TEnum>(ValueShape shape, JsonSerializerOptions json)
        where TEnum : struct, Enum
    {
        var type = (JsonTypeInfo<TEnum>)json.GetTypeInfo(typeof(TEnum));
        var names = Enum.GetValues<TEnum>().Distinct().ToFrozenDictionary(member => member, member => JsonEncodedText.Encode(JsonSerializer.SerializeToElement(member, type).GetString()!));
        return (writer, value) =>
        {
            if (!names.TryGetValue(value, out var name))
            {
                return false;
            }

            writer.WriteStringValue(name);
            return true;
        };
    }

    private static DirectFormat<TValue> Serialized<TValue>(JsonTypeInfo<TValue> type) => (writer, value) =>
    {
        try
        {
            JsonSerializer.Serialize(writer, value, type);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // A number that has no normal form. What else may be wrong the pipeline over JSON meets again.
            return false;
        }
    };

    // What a double does not hold is not written, wherever it is.
    private static JsonSerializerOptions InsideOf(JsonSerializerOptions json)
    {
        var options = new JsonSerializerOptions(json) { NumberHandling = JsonNumberHandling.Strict };
        options.Converters.Add(new DirectConverter<long>(Long));
        options.Converters.Add(new DirectConverter<ulong>(Unsigned));
        options.Converters.Add(new DirectConverter<decimal>(Decimal));
        options.Converters.Add(new DirectConverter<double>(Double));
        return options;
    }

    private static bool String(Utf8JsonWriter writer, string value)
    {
        writer.WriteStringValue(value);
        return true;
    }

    private static bool Boolean(Utf8JsonWriter writer, bool value)
    {
        writer.WriteBooleanValue(value);
        return true;
    }

    private static bool Int(Utf8JsonWriter writer, int value)
    {
        writer.WriteNumberValue(value);
        return true;
    }

    private static bool Long(Utf8JsonWriter writer, long value)
    {
        if (value is < -Exact or > Exact)
        {
            return false;
        }

        writer.WriteNumberValue(value);
        return true;
    }

    private static bool Unsigned(Utf8JsonWriter writer, ulong value)
    {
        if (value > Exact)
        {
            return false;
        }

        writer.WriteNumberValue(value);
        return true;
    }

    private static bool Double(Utf8JsonWriter writer, double value)
    {
        if (!double.IsFinite(value))
        {
            return false;
        }

        writer.WriteNumberValue(value);
        return true;
    }

    private static bool Decimal(Utf8JsonWriter writer, decimal value)
    {
        if (!DecimalShape.IsExact(value))
        {
            return false;
        }

        writer.WriteNumberValue(value);
        return true;
    }

    private static bool Uuid(Utf8JsonWriter writer, Guid value)
    {
        writer.WriteStringValue(value);
        return true;
    }

    private static bool Date(Utf8JsonWriter writer, DateOnly value)
    {
        Span<byte> text = stackalloc byte[16];
        value.TryFormat(text, out var length, "o", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
        return true;
    }
}
