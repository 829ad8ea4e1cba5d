using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>A patch as it was sent: operations, and a condition the document must meet.</summary>
internal sealed record PatchBody(string? Condition, IReadOnlyList<PatchStep> Operations)
{
    private const int MaximumOperations = 10;

    public static PatchBody Parse(ReadOnlyMemory<byte> text)
    {
        JsonElement body;
        try
        {
            using var json = JsonDocument.Parse(text, DocumentBody.Options);
            body = json.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw WireFault.BadRequest("The patch is not valid JSON: " + exception.Message);
        }

        // Some SDKs send the operations bare.
        var operations = body.ValueKind == JsonValueKind.Array ? body
            : body.ValueKind == JsonValueKind.Object && body.TryGetProperty("operations", out var list) ? list
            : default;
        if (operations.ValueKind != JsonValueKind.Array || operations.GetArrayLength() == 0)
        {
            throw WireFault.BadRequest("A patch needs at least one operation.");
        }

        if (operations.GetArrayLength() > MaximumOperations)
        {
            throw WireFault.BadRequest($"The number of patch operations can't exceed '{MaximumOperations}'.");
        }

        return new PatchBody(WireJson.Text(body, "condition"), [.. operations.EnumerateArray().Select(Operation)]);
    }

    private static PatchStep Operation(JsonElement operation)
    {
        var kind = WireJson.Text(operation, "op")?.ToLowerInvariant();
        var path = PatchPath.Parse(WireJson.Text(operation, "path"));
        JsonElement? value = operation.TryGetProperty("value", out var given) ? given : null;
        switch (kind)
        {
            case "add" or "set" or "replace" when value is null:
                throw WireFault.BadRequest($"The patch operation '{kind}' at '{path.Text}' needs a value.");
            case "incr" when value is not { ValueKind: JsonValueKind.Number }:
                throw WireFault.BadRequest($"The patch operation 'incr' at '{path.Text}' needs a number.");
            case "add" or "set" or "replace" or "incr" or "remove":
                return new PatchStep(kind, path, null, value);
            case "move":
                return new PatchStep(kind, path, PatchPath.Parse(WireJson.Text(operation, "from")), null);
            default:
                throw WireFault.BadRequest($"'{kind}' is not a patch operation; use add, set, replace, remove, incr or move.");
        }
    }
}
