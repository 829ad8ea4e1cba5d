using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Reads JSON values alike whether they were parsed or made from CLR values.</summary>
internal static class JsonText
{
    private const int ShownCharacters = 60;

    /// <summary>The text of a JSON string.</summary>
    public static bool TryGetString(JsonNode? node, out string text)
    {
        text = "";
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            return false;
        }

        text = value.TryGetValue<string>(out var direct) ? direct : JsonSerializer.Deserialize<string>(value.ToJsonString())!;
        return true;
    }

    /// <summary>A JSON number as a double, which is what Cosmos DB keeps.</summary>
    public static bool TryGetDouble(JsonNode? node, out double number)
    {
        number = 0;
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
        {
            return false;
        }

        if (value.TryGetValue(out number))
        {
            return true;
        }

        if (value.TryGetValue<int>(out var small))
        {
            number = small;
            return true;
        }

        return double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A JSON number as a decimal; false when it is no number or outside decimal's range.</summary>
    public static bool TryGetDecimal(JsonNode? node, out decimal number)
    {
        number = 0;
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
        {
            return false;
        }

        return value.TryGetValue(out number)
            || decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A value for a message: short, and strings in quotes.</summary>
    public static string Describe(JsonNode? node)
    {
        switch (node)
        {
            case null: return "null";
            case JsonObject: return "an object";
            case JsonArray: return "a list";
        }

        var text = TryGetString(node, out var value) ? $"'{value}'" : node.ToJsonString();
        return text.Length <= ShownCharacters ? text : string.Concat(text.AsSpan(0, ShownCharacters), "…");
    }
}
