using System.Text.Json;

namespace Virga.LocalHost;

/// <summary>How payloads become a function's own types: as the worker reads JSON, that is whatever the case of names.</summary>
internal static class TriggerJson
{
    public static JsonSerializerOptions Options { get; } = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="FormatException">The JSON does not fit the type.</exception>
    public static object? Read(BinaryData json, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type, Options);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The payload is no {type.Name} in JSON: {e.Message}", e);
        }
    }
}
