using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Any finite number, as a double or float.</summary>
internal sealed class NumberShape(double maximum, string format) : ValueShape
{
    public override DocumentType Type => DocumentType.Number;

    public override string Description => "a number";

    public override JsonNode? Normalise(JsonNode value, FaultScope scope) =>
        JsonText.TryGetDouble(value, out var number) && Math.Abs(number) <= maximum ? value : Refuse(value, scope);

    public override JsonObject ToJsonSchema(JsonSchemaContext context) => new() { ["type"] = "number", ["format"] = format };
}
