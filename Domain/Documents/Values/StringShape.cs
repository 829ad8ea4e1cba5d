using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Any text.</summary>
internal sealed class StringShape : ValueShape
{
    public static readonly StringShape Instance = new();

    public override DocumentType Type => DocumentType.String;

    public override string Description => "a string";

    public override JsonNode? Normalise(JsonNode value, FaultScope scope) =>
        JsonText.TryGetString(value, out _) ? value : Refuse(value, scope);

    public override JsonObject ToJsonSchema(JsonSchemaContext context) => new() { ["type"] = "string" };
}
