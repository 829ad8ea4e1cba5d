using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Visits every object of a document that has declared attributes, outer ones first.</summary>
internal static class DocumentWalk
{
    public delegate void Visitor<in TState>(ObjectShape shape, JsonObject value, FaultScope scope, TState state);

    public static void Visit<TState>(ValueShape shape, JsonNode? value, FaultScope scope, TState state, Visitor<TState> visit)
    {
        switch (shape, value)
        {
            case (ObjectShape map, JsonObject document):
                visit(map, document, scope, state);
                foreach (var attribute in map.Attributes)
                {
                    if (HasInner(attribute.Shape) && document[attribute.Name] is { } inner)
                    {
                        scope.Push(attribute.Name);
                        Visit(attribute.Shape, inner, scope, state, visit);
                        scope.Pop();
                    }
                }

                break;

            case (UnionShape union, JsonObject document):
                if (union.CaseOf(document) is { } kind)
                {
                    Visit(kind, document, scope, state, visit);
                }

                break;

            case (ListShape list, JsonArray elements) when HasInner(list.Element):
                for (var index = 0; index < elements.Count; index++)
                {
                    scope.Push(index);
                    Visit(list.Element, elements[index], scope, state, visit);
                    scope.Pop();
                }

                break;

            case (MapShape map, JsonObject entries) when HasInner(map.Element):
                foreach (var (name, entry) in entries)
                {
                    scope.Push(name);
                    Visit(map.Element, entry, scope, state, visit);
                    scope.Pop();
                }

                break;
        }
    }

    private static bool HasInner(ValueShape shape) => shape is ObjectShape or ListShape or MapShape or UnionShape;
}
