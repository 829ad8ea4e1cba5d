using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The key of another document: <c>{"partition": …, "id": …}</c>; a hierarchical partition is a list of its levels.</summary>
internal sealed class ReferenceShape(Type target) : ValueShape
{
    public const string Partition = "partition";
    public const string Id = "id";

    private const int MostLevels = 3;

    public override DocumentType Type => DocumentType.Object;

    public override string Description => $"a reference to a {target.Name}: an object with '{Partition}' and '{Id}'";

    public override JsonNode? Normalise(JsonNode value, FaultScope scope) =>
        value is JsonObject { Count: 2 } map && IsText(map[Id]) && IsPartition(map[Partition]) ? value : Refuse(value, scope);

    public override JsonObject ToJsonSchema(JsonSchemaContext context) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            [Partition] = new JsonObject
            {
                ["type"] = new JsonArray("string", "array"),
                ["items"] = new JsonObject { ["type"] = "string" },
            },
            [Id] = new JsonObject { ["type"] = "string" },
        },
        ["required"] = new JsonArray(Partition, Id),
        ["additionalProperties"] = false,
    };

    private static bool IsText(JsonNode? node) => JsonText.TryGetString(node, out var text) && text.Length > 0;

    private static bool IsPartition(JsonNode? node) => node is JsonArray { Count: > 0 and <= MostLevels } levels ? levels.All(IsText) : IsText(node);
}
