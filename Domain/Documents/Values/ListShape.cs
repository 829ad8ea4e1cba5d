using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A list of one kind of element; with <paramref name="isUnique"/> (sets) an element given twice is kept once.</summary>
internal sealed class ListShape(ValueShape element, bool nullableElements, bool isUnique) : ValueShape
{
    public ValueShape Element { get; } = element;

    public bool IsUnique { get; } = isUnique;

    public override DocumentType Type => DocumentType.List;

    public override string Description => "a list";

    /// <summary>The same of other elements.</summary>
    public ListShape Of(ValueShape other) => new(other, nullableElements, IsUnique);

    public override JsonNode? Normalise(JsonNode value, FaultScope scope)
    {
        if (value is not JsonArray list)
        {
            return Refuse(value, scope);
        }

        for (var index = 0; index < list.Count; index++)
        {
            scope.Push(index);
            NormaliseElement(list, index, scope);
            scope.Pop();
        }

        if (IsUnique)
        {
            RemoveDuplicates(list);
        }

        return list;
    }

    public override JsonNode ToStored(JsonNode normal) => Convert(normal, static (shape, element, _) => shape.ToStored(element), new FaultScope());

    public override JsonNode? FromStored(JsonNode stored, FaultScope scope) => Convert(stored, static (shape, element, inner) => shape.FromStored(element, inner), scope);

    public override JsonObject ToJsonSchema(JsonSchemaContext context)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Element.ToJsonSchema(context) };
        if (IsUnique)
        {
            schema["uniqueItems"] = true;
        }

        return schema;
    }

    private JsonNode Convert(JsonNode value, Func<ValueShape, JsonNode, FaultScope, JsonNode?> convert, FaultScope scope)
    {
        for (var index = 0; value is JsonArray list && index < list.Count; index++)
        {
            if (list[index] is { } element)
            {
                scope.Push(index);
                var converted = convert(Element, element, scope);
                if (!ReferenceEquals(converted, element))
                {
                    list[index] = converted;
                }

                scope.Pop();
            }
        }

        return value;
    }

    private void NormaliseElement(JsonArray list, int index, FaultScope scope)
    {
        var given = list[index];
        if (given is null)
        {
            if (!nullableElements)
            {
                scope.Add(FaultCodes.WrongType, $"Must be {Element.Description}, not null.", null);
            }

            return;
        }

        var normal = Element.Normalise(given, scope);
        if (!ReferenceEquals(normal, given))
        {
            list[index] = normal;
        }
    }

    private static void RemoveDuplicates(JsonArray list)
    {
        // Elements are in normal form, so equal ones have equal texts.
        var seen = new HashSet<string>(list.Count, StringComparer.Ordinal);
        for (var index = 0; index < list.Count;)
        {
            if (seen.Add(list[index]?.ToJsonString() ?? "null"))
            {
                index++;
            }
            else
            {
                list.RemoveAt(index);
            }
        }
    }
}
