using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A list of one kind of element; with <paramref name="isUnique"/> (sets) an element given twice is kept once.</summary>
internal sealed class ListShape(ValueShape element, bool nullableElements, bool isUnique) : ValueShape
{
    public ValueShape Element { get; } = element;

    public bool IsUnique { get; } = isUnique;

    public override DocumentType Type => DocumentType.List;

    public override string Description => "a list";

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

    public override JsonObject ToJsonSchema(JsonSchemaContext context)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Element.ToJsonSchema(context) };
        if (IsUnique)
        {
            schema["uniqueItems"] = true;
        }

        return schema;
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
        for (var index = list.Count - 1; index > 0; index--)
        {
            for (var earlier = 0; earlier < index; earlier++)
            {
                if (JsonNode.DeepEquals(list[earlier], list[index]))
                {
                    list.RemoveAt(index);
                    break;
                }
            }
        }
    }
}
