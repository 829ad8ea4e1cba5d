using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>An object with names of its own choice and one kind of value: a dictionary.</summary>
internal sealed class MapShape(ValueShape element, bool nullableElements) : ValueShape
{
    public ValueShape Element { get; } = element;

    public override DocumentType Type => DocumentType.Object;

    public override string Description => "an object";

    /// <summary>The same of other values.</summary>
    public MapShape Of(ValueShape other) => new(other, nullableElements);

    public override JsonNode? Normalise(JsonNode value, FaultScope scope)
    {
        if (value is not JsonObject map)
        {
            return Refuse(value, scope);
        }

        for (var index = 0; index < map.Count; index++)
        {
            var (name, given) = map.GetAt(index);
            scope.Push(name);
            if (given is not null)
            {
                var normal = Element.Normalise(given, scope);
                if (!ReferenceEquals(normal, given))
                {
                    map.SetAt(index, normal);
                }
            }
            else if (!nullableElements)
            {
                scope.Add(FaultCodes.WrongType, $"Must be {Element.Description}, not null.", null);
            }

            scope.Pop();
        }

        return map;
    }

    public override JsonNode ToStored(JsonNode normal) => Convert(normal, static (shape, entry, _) => shape.ToStored(entry), new FaultScope());

    public override JsonNode? FromStored(JsonNode stored, FaultScope scope) => Convert(stored, static (shape, entry, inner) => shape.FromStored(entry, inner), scope);

    public override JsonObject ToJsonSchema(JsonSchemaContext context) =>
        new() { ["type"] = "object", ["additionalProperties"] = Element.ToJsonSchema(context) };

    private JsonNode Convert(JsonNode value, Func<ValueShape, JsonNode, FaultScope, JsonNode?> convert, FaultScope scope)
    {
        for (var index = 0; value is JsonObject map && index < map.Count; index++)
        {
            if (map.GetAt(index) is (var name, { } entry))
            {
                scope.Push(name);
                var converted = convert(Element, entry, scope);
                if (!ReferenceEquals(converted, entry))
                {
                    map.SetAt(index, converted);
                }

                scope.Pop();
            }
        }

        return value;
    }
}
