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
                    if (attribute.Shape is ObjectShape or ListShape or MapShape && document[attribute.Name] is { } inner)
                    {
                        scope.Push(attribute.Name);
                        Visit(attribute.Shape, inner, scope, state, visit);
                        scope.Pop();
                    }
                }

                break;

            case (ListShape { Element: ObjectShape or ListShape or MapShape } list, JsonArray elements):
                for (var index = 0; index < elements.Count; index++)
                {
                    scope.Push(index);
                    Visit(list.Element, elements[index], scope, state, visit);
                    scope.Pop();
                }

                break;

            case (MapShape { Element: ObjectShape or ListShape or MapShape } map, JsonObject entries):
                foreach (var (name, entry) in entries)
                {
                    scope.Push(name);
                    Visit(map.Element, entry, scope, state, visit);
                    scope.Pop();
                }

                break;
        }
    }
}
