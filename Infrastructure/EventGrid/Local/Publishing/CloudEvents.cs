using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>What CloudEvents 1.0 and its JSON format want of an event.</summary>
internal static class CloudEvents
{
    public static IEnumerable<string> Faults(JsonElement json)
    {
        foreach (var name in (string[])["id", "source", "type"])
        {
            if (string.IsNullOrEmpty(EventKeys.Text(json, name)))
            {
                yield return $"{name}: must be a string that is not empty";
            }
        }

        if (EventKeys.Text(json, "specversion") != "1.0")
        {
            yield return "specversion: must be \"1.0\"";
        }

        if (json.TryGetProperty("data", out _) && json.TryGetProperty("data_base64", out _))
        {
            yield return "data_base64: must not be there together with data";
        }

        foreach (var property in json.EnumerateObject())
        {
            if (Fault(property) is { } fault)
            {
                yield return $"{property.Name}: {fault}";
            }
        }
    }

    private static string? Fault(JsonProperty property)
    {
        var value = property.Value;
        switch (property.Name)
        {
            case "id" or "type" or "specversion" or "data":
                return null;
            case "source":
                return value.ValueKind == JsonValueKind.String && !Uri.IsWellFormedUriString(value.GetString(), UriKind.RelativeOrAbsolute) && value.GetString() is { Length: > 0 } ? "must be a URI reference" : null;
            case "time" when value.ValueKind != JsonValueKind.Null:
                return value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _) ? null : "must be an RFC 3339 time";
            case "subject" or "datacontenttype" or "dataschema" when value.ValueKind != JsonValueKind.Null:
                return value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0 ? null : "must be a string that is not empty";
            case "data_base64":
                return value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out _) ? null : "must be base64";
            default:
                return Extension(property);
        }
    }

    private static string? Extension(JsonProperty property)
    {
        if (!property.Name.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9')) || property.Name.Length == 0)
        {
            return "an attribute's name has lower-case letters and digits only";
        }

        return property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? "an attribute's value is a string, number or boolean" : null;
    }
}
