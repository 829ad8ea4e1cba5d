using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>true or false.</summary>
internal sealed class BooleanShape : ValueShape
{
    public static readonly BooleanShape Instance = new();

    public override DocumentType Type => DocumentType.Boolean;

    public override string Description => "true or false";

    public override JsonNode? Normalise(JsonNode value, FaultScope scope) =>
        value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value : Refuse(value, scope);

    public override JsonObject ToJsonSchema(JsonSchemaContext context) => new() { ["type"] = "boolean" };
}
