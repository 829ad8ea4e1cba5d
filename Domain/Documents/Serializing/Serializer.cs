using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A named view of a model's documents: which attributes are shown, and what is changed in them. Immutable.</summary>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class Serializer<T>
{
    private readonly ImmutableArray<DocumentPath>? _included;
    private readonly ImmutableArray<DocumentPath> _excluded;
    private readonly Action<JsonObject, T>? _modify;

    internal Serializer(ImmutableArray<DocumentPath>? included, ImmutableArray<DocumentPath> excluded, Action<JsonObject, T>? modify)
    {
        _included = included;
        _excluded = excluded;
        _modify = modify;
    }

    /// <summary>Takes over a document in normal form.</summary>
    internal JsonObject Apply(JsonObject normal, T value)
    {
        var view = normal;
        if (_included is { } included)
        {
            view = new JsonObject();
            foreach (var path in included)
            {
                Copy(normal, view, path.Segments.AsSpan());
            }
        }

        foreach (var path in _excluded)
        {
            Remove(view, path.Segments.AsSpan());
        }

        _modify?.Invoke(view, value);
        return view;
    }

    private static void Copy(JsonObject from, JsonObject to, ReadOnlySpan<PathSegment> path)
    {
        var name = path[0].Name!;
        if (!from.TryGetPropertyValue(name, out var value))
        {
            return;
        }

        if (path.Length == 1)
        {
            to[name] = value?.DeepClone();
        }
        else if (value is JsonObject inner)
        {
            var place = to[name] as JsonObject;
            if (place is null)
            {
                to[name] = place = new JsonObject();
            }

            Copy(inner, place, path[1..]);
        }
    }

    private static void Remove(JsonObject from, ReadOnlySpan<PathSegment> path)
    {
        if (path.Length == 1)
        {
            from.Remove(path[0].Name!);
        }
        else if (from[path[0].Name!] is JsonObject inner)
        {
            Remove(inner, path[1..]);
        }
    }
}
