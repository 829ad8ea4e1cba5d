using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A value in a document, or its absence, whether the document was parsed or built.</summary>
internal readonly struct DocumentValue
{
    private readonly JsonNode? _node;
    private readonly JsonElement _element;
    private readonly double _number;

    private DocumentValue(JsonNode? node)
    {
        _node = node;
        Kind = node?.GetValueKind() ?? JsonValueKind.Null;
    }

    private DocumentValue(JsonElement element)
    {
        _element = element;
        Kind = element.ValueKind;
    }

    private DocumentValue(double number)
    {
        _number = number;
        Kind = JsonValueKind.Number;
        IsMade = true;
    }

    /// <summary>The value's JSON kind; <see cref="JsonValueKind.Undefined"/> when it is absent.</summary>
    public JsonValueKind Kind { get; }

    public bool IsAbsent => Kind == JsonValueKind.Undefined;

    public double Number => IsMade ? _number
        : _node is null ? _element.GetDouble()
        : JsonText.TryGetDouble(_node, out var number) ? number : throw new InvalidOperationException("The value is no number.");

    public string Text => _node is null ? _element.GetString()!
        : JsonText.TryGetString(_node, out var text) ? text : throw new InvalidOperationException("The value is no string.");

    /// <summary>How many elements a list, or names an object, has.</summary>
    public int Count => _node switch
    {
        JsonArray list => list.Count,
        JsonObject map => map.Count,
        _ => Kind == JsonValueKind.Array ? _element.GetArrayLength() : _element.GetPropertyCount(),
    };

    private bool IsMade { get; }

    /// <summary>The value of a node; null is JSON null.</summary>
    public static DocumentValue Of(JsonNode? node) => new(node);

    public static DocumentValue Of(JsonElement element) => new(element);

    public static DocumentValue Of(double number) => new(number);

    /// <summary>The value at a path below this one, or absence.</summary>
    public DocumentValue At(DocumentPath path)
    {
        var value = this;
        foreach (var segment in path.Segments)
        {
            value = segment.Name is { } name ? value.Member(name) : value.Element(segment.Index);
            if (value.IsAbsent)
            {
                break;
            }
        }

        return value;
    }

    public DocumentValue Member(string name)
    {
        if (Kind != JsonValueKind.Object)
        {
            return default;
        }

        return _node is JsonObject map
            ? map.TryGetPropertyValue(name, out var node) ? Of(node) : default
            : _element.TryGetProperty(name, out var element) ? Of(element) : default;
    }

    public DocumentValue Element(int index)
    {
        if (Kind != JsonValueKind.Array || index >= Count)
        {
            return default;
        }

        return _node is JsonArray list ? Of(list[index]) : Of(_element[index]);
    }

    /// <summary>Whether both are there and the same: numbers as doubles, strings ordinally, lists and objects deeply.</summary>
    public bool Same(DocumentValue other)
    {
        if (IsAbsent || Kind != other.Kind)
        {
            return false;
        }

        return Kind switch
        {
            JsonValueKind.Number => Number.Equals(other.Number),
            JsonValueKind.String => string.Equals(Text, other.Text, StringComparison.Ordinal),
            JsonValueKind.Array => SameElements(other),
            JsonValueKind.Object => SameMembers(other),
            _ => true,
        };
    }

    private bool SameElements(DocumentValue other)
    {
        var count = Count;
        if (count != other.Count)
        {
            return false;
        }

        for (var index = 0; index < count; index++)
        {
            if (!Element(index).Same(other.Element(index)))
            {
                return false;
            }
        }

        return true;
    }

    private bool SameMembers(DocumentValue other)
    {
        if (Count != other.Count)
        {
            return false;
        }

        if (_node is JsonObject map)
        {
            foreach (var (name, node) in map)
            {
                if (!Of(node).Same(other.Member(name)))
                {
                    return false;
                }
            }

            return true;
        }

        foreach (var member in _element.EnumerateObject())
        {
            if (!Of(member.Value).Same(other.Member(member.Name)))
            {
                return false;
            }
        }

        return true;
    }
}
