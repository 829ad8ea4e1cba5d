using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Virga.Gateway;

/// <summary>A type whose values can stand in a query string: how they are read, what to tell clients, and its JSON Schema.</summary>
internal sealed class QueryValueType
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("-0123456789");

    private static readonly Dictionary<Type, QueryValueType> Known = new()
    {
        [typeof(string)] = new("text", Schema("string"), text => text),
        [typeof(bool)] = new("true or false", Schema("boolean"), text => bool.TryParse(text, out var value) ? value : null),
        [typeof(int)] = Integer<int>("int32"),
        [typeof(long)] = Integer<long>("int64"),
        [typeof(short)] = Integer<short>("int32"),
        [typeof(byte)] = Integer<byte>("int32"),
        [typeof(decimal)] = new("a number", Schema("number"), text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null),
        [typeof(double)] = new("a number", Schema("number", "double"), text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null),
        [typeof(float)] = new("a number", Schema("number", "float"), text => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) ? value : null),
        [typeof(Guid)] = new("a UUID", Schema("string", "uuid"), text => Guid.TryParseExact(text, "D", out var value) ? value : null),
        [typeof(DateOnly)] = new("a date like 2026-11-23", Schema("string", "date"), text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null),
        [typeof(DateTimeOffset)] = new("a time like 2026-11-23T12:00:00Z", Schema("string", "date-time"), text => ReadInstant(text)),
    };

    private readonly Func<string, object?> _read;

    private QueryValueType(string description, JsonObject schema, Func<string, object?> read)
    {
        Description = description;
        JsonSchema = schema;
        _read = read;
    }

    /// <summary>What a value is, for messages.</summary>
    public string Description { get; }

    /// <summary>The JSON Schema of a value; clone before it gets a parent.</summary>
    public JsonObject JsonSchema { get; }

    public static QueryValueType? Of(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        return Known.TryGetValue(value, out var known) ? known : value.IsEnum ? Enumeration(value) : null;
    }

    /// <summary>The value of a text; null when it is none.</summary>
    public object? Read(string text) => _read(text);

    private static QueryValueType Integer<TNumber>(string format)
        where TNumber : struct, IParsable<TNumber> =>
        new("a whole number", Schema("integer", format), text =>
            !text.AsSpan().ContainsAnyExcept(Digits) && TNumber.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null);

    private static DateTimeOffset? ReadInstant(string text) =>
        text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value) ? value : null;

    /// <summary>Members have the names they have in JSON: camel case unless <c>[JsonStringEnumMemberName]</c> says otherwise.</summary>
    private static QueryValueType Enumeration(Type type)
    {
        var members = type.GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(
            field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(field.Name),
            field => field.GetValue(null)!,
            StringComparer.OrdinalIgnoreCase);
        var schema = Schema("string");
        schema["enum"] = new JsonArray([.. members.Keys.Select(name => JsonValue.Create(name))]);
        return new QueryValueType("one of " + string.Join(", ", members.Keys), schema, members.GetValueOrDefault);
    }

    private static JsonObject Schema(string type, string? format = null) =>
        format is null ? new JsonObject { ["type"] = type } : new JsonObject { ["type"] = type, ["format"] = format };
}
