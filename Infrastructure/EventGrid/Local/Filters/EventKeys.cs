using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>Finds what a filter's key names in an event.</summary>
internal static class EventKeys
{
    /// <summary>The value at a dotted path; undefined when there is none. Arrays are not entered.</summary>
    public static JsonElement Find(JsonElement eventJson, string key)
    {
        var current = eventJson;
        foreach (var segment in key.AsSpan().Split('.'))
        {
            if (current.ValueKind != JsonValueKind.Object || !TryGet(current, key.AsSpan(segment), out current))
            {
                return default;
            }
        }

        return current;
    }

    public static string? Text(JsonElement eventJson, string name) =>
        eventJson.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryGet(JsonElement element, ReadOnlySpan<char> name, out JsonElement value)
    {
        if (element.TryGetProperty(name, out value))
        {
            return true;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (name.Equals(property.Name, StringComparison.OrdinalIgnoreCase))
            {
                value = property.Value;
                return true;
            }
        }

        return false;
    }
}
