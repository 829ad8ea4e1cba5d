using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Which paths of a document make its partition key.</summary>
internal sealed class PartitionKeyDefinition
{
    private PartitionKeyDefinition(PropertyPath[] paths, bool isHierarchical, int version)
    {
        Paths = paths;
        IsHierarchical = isHierarchical;
        Version = version;
    }

    public IReadOnlyList<PropertyPath> Paths { get; }

    public bool IsHierarchical { get; }

    /// <summary>How keys are hashed: 1 by default, 2 for keys longer than 101 bytes.</summary>
    public int Version { get; }

    public static PartitionKeyDefinition Parse(JsonObject? json)
    {
        if (json is null)
        {
            throw WireFault.BadRequest("A container needs a partition key definition.");
        }

        var paths = (json["paths"] as JsonArray ?? []).Select(path => PropertyPath.Parse(path?.GetValue<string>() ?? "")).ToArray();
        var kind = json["kind"]?.GetValue<string>() ?? "Hash";
        var isHierarchical = string.Equals(kind, "MultiHash", StringComparison.OrdinalIgnoreCase);
        if (!isHierarchical && !string.Equals(kind, "Hash", StringComparison.OrdinalIgnoreCase))
        {
            throw WireFault.BadRequest($"The partition key kind '{kind}' is not supported; use Hash or MultiHash.");
        }

        if (paths.Length == 0 || paths.Length > (isHierarchical ? 3 : 1))
        {
            throw WireFault.BadRequest($"A partition key of kind {kind} needs {(isHierarchical ? "1 to 3 paths" : "1 path")}, not {paths.Length}.");
        }

        return new PartitionKeyDefinition(paths, isHierarchical, json["version"]?.GetValue<int>() ?? (isHierarchical ? 2 : 1));
    }

    /// <summary>The partition key of a document.</summary>
    public PartitionKeyValue Of(JsonElement document)
    {
        var parts = new PartitionKeyPart[Paths.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Paths[i].TryGet(document, out var value) ? PartitionKeyPart.Of(value) : PartitionKeyPart.Undefined;
        }

        return new PartitionKeyValue(parts);
    }

    public JsonObject ToJson() => new()
    {
        ["paths"] = new JsonArray([.. Paths.Select(path => (JsonNode?)path.Text)]),
        ["kind"] = IsHierarchical ? "MultiHash" : "Hash",
        ["version"] = Version,
    };
}
