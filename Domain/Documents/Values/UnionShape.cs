using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>An object of one of several kinds; an attribute of its own says which.</summary>
internal sealed class UnionShape(string discriminator, ImmutableArray<(JsonNode Kind, ObjectShape Shape)> cases, ObjectShape? otherwise) : ValueShape
{
    public IEnumerable<ObjectShape> Shapes => otherwise is null ? cases.Select(one => one.Shape) : cases.Select(one => one.Shape).Append(otherwise);

    public override DocumentType Type => DocumentType.Object;

    public override string Description => $"an object whose '{discriminator}' is one of {string.Join(", ", cases.Select(one => JsonText.Describe(one.Kind)))}";

    /// <summary>The shape of the kind an object says it is; null when it says none that there is.</summary>
    public ObjectShape? CaseOf(JsonObject value)
    {
        if (!value.TryGetPropertyValue(discriminator, out var kind) || kind is null)
        {
            return otherwise;
        }

        foreach (var (candidate, shape) in cases)
        {
            if (JsonEquality.Same(candidate, kind))
            {
                return shape;
            }
        }

        return null;
    }

    /// <summary>The first kind's attribute with that CLR name.</summary>
    public AttributeModel? FindMember(string member) => Shapes.Select(shape => shape.FindMember(member)).FirstOrDefault(attribute => attribute is not null);

    public override JsonNode? Normalise(JsonNode value, FaultScope scope) =>
        value is JsonObject map && CaseOf(map) is { } shape ? shape.Normalise(value, scope) : Refuse(value, scope);

    public override JsonNode ToStored(JsonNode normal) => normal is JsonObject map && CaseOf(map) is { } shape ? shape.ToStored(normal) : normal;

    public override JsonNode? FromStored(JsonNode stored, FaultScope scope) =>
        stored is JsonObject map && CaseOf(map) is { } shape ? shape.FromStored(stored, scope) : Refuse(stored, scope);

    public override JsonObject ToJsonSchema(JsonSchemaContext context) => new()
    {
        ["type"] = "object",
        ["oneOf"] = new JsonArray([.. Shapes.Select(shape => shape.ToJsonSchema(context))]),
        ["discriminator"] = new JsonObject { ["propertyName"] = discriminator },
    };
}
