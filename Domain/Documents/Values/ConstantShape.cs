using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One value and no other.</summary>
internal sealed class ConstantShape(ValueShape inner, JsonNode value) : ValueShape
{
    public override DocumentType Type => inner.Type;

    public override DocumentType StoredType => inner.StoredType;

    public override bool IsStoredAsIs => inner.IsStoredAsIs;

    public override bool IsOrdered => inner.IsOrdered;

    public override string Description => $"the constant {JsonText.Describe(value)}";

    public override JsonNode? Normalise(JsonNode given, FaultScope scope)
    {
        var before = scope.Count;
        var normal = inner.Normalise(given, scope);
        return scope.Count > before || JsonEquality.Same(normal, value) ? normal : Refuse(given, scope);
    }

    public override JsonNode ToStored(JsonNode normal) => inner.ToStored(normal);

    public override JsonNode? FromStored(JsonNode stored, FaultScope scope) => inner.FromStored(stored, scope);

    public override JsonObject ToJsonSchema(JsonSchemaContext context)
    {
        var schema = inner.ToJsonSchema(context);
        schema["const"] = value.DeepClone();
        return schema;
    }
}
