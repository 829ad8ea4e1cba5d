using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Where an update changes a document: the last step of its path, in a parent that exists.</summary>
internal readonly struct UpdatePlace
{
    private readonly JsonNode _parent;
    private readonly PathSegment _last;

    private UpdatePlace(JsonNode parent, DocumentPath path)
    {
        _parent = parent;
        _last = path.Segments[^1];
        Path = path;
    }

    public DocumentPath Path { get; }

    public bool Exists => _parent switch
    {
        JsonObject map => _last.Name is { } name && map.ContainsKey(name),
        JsonArray list => _last.Name is null && _last.Index < list.Count,
        _ => false,
    };

    public JsonNode? Value => _parent is JsonObject map ? map[_last.Name!] : ((JsonArray)_parent)[_last.Index];

    /// <exception cref="StoreRequestException">There is no such place: the parent is absent or of another type.</exception>
    public static UpdatePlace Find(JsonObject document, DocumentPath path)
    {
        if (path.Segments.IsEmpty)
        {
            throw new StoreRequestException("An update changes attributes of a document, not the document itself.");
        }

        JsonNode? parent = document;
        for (var index = 0; index < path.Segments.Length - 1 && parent is not null; index++)
        {
            var segment = path.Segments[index];
            parent = parent switch
            {
                JsonObject map when segment.Name is { } name => map[name],
                JsonArray list when segment.Name is null && segment.Index < list.Count => list[segment.Index],
                _ => null,
            };
        }

        var fits = path.Segments[^1].Name is null ? parent is JsonArray : parent is JsonObject;
        return fits ? new UpdatePlace(parent!, path) : throw new StoreRequestException($"'{path}' cannot be changed: its parent is not there.");
    }

    public void Set(JsonNode? value)
    {
        if (_parent is JsonObject map)
        {
            map[_last.Name!] = value;
        }
        else if (Exists)
        {
            ((JsonArray)_parent)[_last.Index] = value;
        }
        else
        {
            throw new StoreRequestException($"'{Path}' is outside its list.");
        }
    }

    public void Remove()
    {
        if (_parent is JsonObject map)
        {
            map.Remove(_last.Name!);
        }
        else if (Exists)
        {
            ((JsonArray)_parent).RemoveAt(_last.Index);
        }
    }
}
