using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Any JSON, or any object or list: what a model keeps as JSON, or converts by itself.</summary>
internal sealed class AnyShape(DocumentType? type) : ValueShape
{
    public static readonly AnyShape Instance = new(null);

    public override DocumentType Type => type ?? DocumentType.Object;

    public override string Description => type switch
    {
        DocumentType.Object => "an object",
        DocumentType.List => "a list",
        _ => "any value",
    };

    public override bool IsOrdered => type is null;

    public override JsonNode? Normalise(JsonNode value, FaultScope scope) => type switch
    {
        DocumentType.Object when value is not JsonObject => Refuse(value, scope),
        DocumentType.List when value is not JsonArray => Refuse(value, scope),
        _ => value,
    };

    public override JsonObject ToJsonSchema(JsonSchemaContext context) => type switch
    {
        DocumentType.Object => new JsonObject { ["type"] = "object" },
        DocumentType.List => new JsonObject { ["type"] = "array" },
        _ => [],
    };
}
