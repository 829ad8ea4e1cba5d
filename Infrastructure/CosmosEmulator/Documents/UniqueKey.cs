using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>The value of a unique key in one document. A path that is absent counts as null, and null must be unique too, as in the service.</summary>
internal static class UniqueKey
{
    public static string Of(JsonElement document, IReadOnlyList<PropertyPath> paths)
    {
        var text = new StringBuilder();
        foreach (var path in paths)
        {
            Append(text, path.TryGet(document, out var value) ? value : default);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        // Lengths before strings, so that no two lists of values look the same.
        _ = value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { } s => text.Append('s').Append(s.Length).Append(':').Append(s),
            JsonValueKind.Number => text.Append('n').Append(value.GetDouble().ToString("R", CultureInfo.InvariantCulture)).Append(';'),
            JsonValueKind.True => text.Append('t'),
            JsonValueKind.False => text.Append('f'),
            JsonValueKind.Object or JsonValueKind.Array when value.GetRawText() is { } raw => text.Append('j').Append(raw.Length).Append(':').Append(raw),
            _ => text.Append('z'),
        };
    }
}
