using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>What a container was asked to be: read once from its JSON, checked, and kept.</summary>
internal sealed class ContainerDefinition
{
    private ContainerDefinition(JsonObject json, string id, PartitionKeyDefinition partitionKey)
    {
        Json = json;
        Id = id;
        PartitionKey = partitionKey;
    }

    public JsonObject Json { get; }

    public string Id { get; }

    public PartitionKeyDefinition PartitionKey { get; }

    /// <summary>Seconds documents live unless they say otherwise; -1 for ever; null when expiry is off, for documents that ask for it too.</summary>
    public long? DefaultTtl { get; private init; }

    /// <summary>The paths of each unique key.</summary>
    public IReadOnlyList<IReadOnlyList<PropertyPath>> UniqueKeys { get; private init; } = [];

    public static ContainerDefinition Parse(ReadOnlySpan<byte> body)
    {
        var json = WireJson.Object(body);
        var id = ResourceName.Of(json);
        foreach (var name in (string[])["_rid", "_self", "_etag", "_ts", "_docs", "_sprocs", "_triggers", "_udfs", "_conflicts"])
        {
            json.Remove(name);
        }

        var partitionKey = PartitionKeyDefinition.Parse(json["partitionKey"] as JsonObject);
        json["partitionKey"] = partitionKey.ToJson();
        json["indexingPolicy"] ??= JsonNode.Parse("""
            {"indexingMode":"consistent","automatic":true,"includedPaths":[{"path":"/*"}],"excludedPaths":[{"path":"/\"_etag\"/?"}]}
            """);
        json["conflictResolutionPolicy"] ??= JsonNode.Parse("""{"mode":"LastWriterWins","conflictResolutionPath":"/_ts","conflictResolutionProcedure":""}""");
        return new ContainerDefinition(json, id, partitionKey)
        {
            DefaultTtl = Ttl(json["defaultTtl"]),
            UniqueKeys = Unique(json["uniqueKeyPolicy"]),
        };
    }

    private static long? Ttl(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<long>(out var seconds) && (seconds == -1 || seconds is > 0 and <= int.MaxValue) => seconds,
        _ => throw WireFault.BadRequest("The value of 'defaultTtl' must be -1 or a number of seconds from 1 to 2147483647."),
    };

    private static List<IReadOnlyList<PropertyPath>> Unique(JsonNode? policy)
    {
        var keys = new List<IReadOnlyList<PropertyPath>>();
        foreach (var key in policy?["uniqueKeys"] as JsonArray ?? [])
        {
            var paths = (key?["paths"] as JsonArray ?? []).Select(path => PropertyPath.Parse(path?.GetValue<string>() ?? "")).ToArray();
            keys.Add(paths is { Length: > 0 and <= 16 } ? paths : throw WireFault.BadRequest("A unique key needs 1 to 16 paths."));
        }

        return keys.Count <= 10 ? keys : throw WireFault.BadRequest("A container has at most 10 unique keys.");
    }
}
