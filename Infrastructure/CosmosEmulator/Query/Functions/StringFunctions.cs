using System.Text;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Functions that make strings, and that read values out of them.</summary>
internal static class StringFunctions
{
    private const int MaximumLength = 2 * 1024 * 1024;

    public static IEnumerable<Function> All() =>
    [
        new("CONCAT", 2, int.MaxValue, (arguments, _) => Concat(arguments)),
        Arguments.Text("LENGTH", text => Value.Of(text.Length)),
        Arguments.Text("LOWER", text => Value.Of(text.ToLowerInvariant())),
        Arguments.Text("UPPER", text => Value.Of(text.ToUpperInvariant())),
        Arguments.Text("REVERSE", Reverse),
        new("TRIM", 1, 2, (arguments, _) => Trim(arguments, start: true, end: true)),
        new("LTRIM", 1, 2, (arguments, _) => Trim(arguments, start: true, end: false)),
        new("RTRIM", 1, 2, (arguments, _) => Trim(arguments, start: false, end: true)),
        new("LEFT", 2, 2, (arguments, _) => Part(arguments, (text, count) => text[..count])),
        new("RIGHT", 2, 2, (arguments, _) => Part(arguments, (text, count) => text[^count..])),
        new("SUBSTRING", 3, 3, (arguments, _) => Substring(arguments)),
        new("REPLICATE", 2, 2, (arguments, _) => Replicate(arguments)),
        new("REPLACE", 3, 3, (arguments, _) => Replace(arguments)),
        new("STRINGJOIN", 2, 2, (arguments, _) => Join(arguments)),
        new("STRINGSPLIT", 2, 2, (arguments, _) => Split(arguments)),
        new("TOSTRING", 1, 1, (arguments, _) => ToText(arguments[0])),
        Arguments.Text("STRINGTONUMBER", text => Parsed(text, ValueKind.Number)),
        Arguments.Text("STRINGTOBOOLEAN", text => Parsed(text, ValueKind.Boolean)),
        Arguments.Text("STRINGTONULL", text => Parsed(text, ValueKind.Null)),
        Arguments.Text("STRINGTOARRAY", text => Parsed(text, ValueKind.Array)),
        Arguments.Text("STRINGTOOBJECT", text => Parsed(text, ValueKind.Object)),
    ];

    /// <summary>The JSON of a value; of a string the string itself.</summary>
    public static Value ToText(Value value)
    {
        if (value.IsUndefined || value.Kind == ValueKind.String)
        {
            return value;
        }

        if (value.Kind == ValueKind.Number)
        {
            // As computed, not as it was written in the document: 1.0 is "1".
            value = value.TryGetInteger(out var whole) ? Value.Of(whole) : Value.Of(value.Number);
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            value.WriteTo(writer);
        }

        return Value.Of(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static Value Concat(Value[] arguments) =>
        arguments.All(argument => argument.Kind == ValueKind.String) ? Value.Of(string.Concat(arguments.Select(argument => argument.Text))) : Value.Undefined;

    private static Value Reverse(string text)
    {
        var characters = text.ToCharArray();
        Array.Reverse(characters);
        return Value.Of(new string(characters));
    }

    private static Value Trim(Value[] arguments, bool start, bool end)
    {
        if (arguments.Any(argument => argument.Kind != ValueKind.String))
        {
            return Value.Undefined;
        }

        var text = arguments[0].Text;
        var characters = arguments.Length > 1 ? arguments[1].Text.ToCharArray() : null;
        text = start ? text.TrimStart(characters) : text;
        return Value.Of(end ? text.TrimEnd(characters) : text);
    }

    private static Value Part(Value[] arguments, Func<string, int, string> take) =>
        arguments[0].Kind == ValueKind.String && arguments[1].Kind == ValueKind.Number
            ? Value.Of(take(arguments[0].Text, (int)Math.Clamp(arguments[1].Number, 0, arguments[0].Text.Length)))
            : Value.Undefined;

    private static Value Substring(Value[] arguments)
    {
        if (arguments[0].Kind != ValueKind.String || arguments[1].Kind != ValueKind.Number || arguments[2].Kind != ValueKind.Number)
        {
            return Value.Undefined;
        }

        var text = arguments[0].Text;
        if (arguments[1].Number < 0 || arguments[1].Number >= text.Length || arguments[2].Number <= 0)
        {
            return Value.Of("");
        }

        var start = (int)arguments[1].Number;
        return Value.Of(text.Substring(start, (int)Math.Min(arguments[2].Number, text.Length - start)));
    }

    private static Value Replicate(Value[] arguments)
    {
        if (arguments[0].Kind != ValueKind.String || !Arguments.IsInt(arguments[1], out var count) || count < 0)
        {
            return Value.Undefined;
        }

        var text = arguments[0].Text;
        return (long)text.Length * count <= MaximumLength ? Value.Of(new StringBuilder(text.Length * count).Insert(0, text, count).ToString()) : Value.Undefined;
    }

    private static Value Replace(Value[] arguments)
    {
        if (arguments.Any(argument => argument.Kind != ValueKind.String))
        {
            return Value.Undefined;
        }

        return arguments[1].Text.Length == 0 ? arguments[0] : Value.Of(arguments[0].Text.Replace(arguments[1].Text, arguments[2].Text, StringComparison.Ordinal));
    }

    private static Value Join(Value[] arguments) =>
        arguments[0].Kind == ValueKind.Array && arguments[1].Kind == ValueKind.String && arguments[0].Items.All(item => item.Kind == ValueKind.String)
            ? Value.Of(string.Join(arguments[1].Text, arguments[0].Items.Select(item => item.Text)))
            : Value.Undefined;

    private static Value Split(Value[] arguments) =>
        arguments[0].Kind == ValueKind.String && arguments[1].Kind == ValueKind.String
            ? Value.Of([.. (arguments[1].Text.Length == 0 ? [arguments[0].Text] : arguments[0].Text.Split(arguments[1].Text)).Select(Value.Of)])
            : Value.Undefined;

    private static Value Parsed(string text, ValueKind kind)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var value = Value.Of(json.RootElement.Clone());
            return value.Kind == kind ? value : Value.Undefined;
        }
        catch (JsonException)
        {
            return Value.Undefined;
        }
    }
}
