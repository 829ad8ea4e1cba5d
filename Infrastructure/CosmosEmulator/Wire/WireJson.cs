using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Reads what requests carry as JSON.</summary>
internal static class WireJson
{
    /// <exception cref="WireFault">It is no JSON object (400).</exception>
    public static JsonObject Object(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw WireFault.BadRequest("The input content is invalid: a JSON object is required.");
        }
        catch (JsonException exception)
        {
            throw WireFault.BadRequest("The input content is invalid: " + exception.Message);
        }
    }

    /// <summary>A property's text; null when there is none, or something else.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
