using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Where a walk through a document stands, and what it found wrong.</summary>
internal sealed class FaultScope
{
    private readonly List<PathSegment> _path = [];
    private List<DocumentFault>? _faults;
    private HashSet<JsonNode>? _broken;

    public int Count => _faults?.Count ?? 0;

    public IReadOnlyList<DocumentFault> Faults => _faults ?? (IReadOnlyList<DocumentFault>)[];

    /// <summary>Which operation of a transaction is looked at.</summary>
    public int? Operation { get; set; }

    /// <summary>Where the walk stands.</summary>
    public IReadOnlyList<PathSegment> Path => _path;

    public void Push(string name) => _path.Add(new PathSegment(name));

    public void Push(int index) => _path.Add(new PathSegment(index));

    public void Pop() => _path.RemoveAt(_path.Count - 1);

    public void Push(DocumentPath path) => _path.AddRange(path.Segments);

    public void Pop(DocumentPath path) => _path.RemoveRange(_path.Count - path.Segments.Length, path.Segments.Length);

    public void Add(string code, string message, JsonNode? value) =>
        (_faults ??= []).Add(new DocumentFault(DocumentPath.From(_path), code, message, value?.DeepClone()) { Operation = Operation });

    /// <summary>Adds a fault of a value's type, so that later rules leave the value alone.</summary>
    public void AddBroken(string code, string message, JsonNode value)
    {
        Add(code, message, value);
        (_broken ??= new HashSet<JsonNode>(ReferenceEqualityComparer.Instance)).Add(value);
    }

    public bool IsBroken(JsonNode value) => _broken is not null && _broken.Contains(value);

    /// <summary>Whether any value has a wrong type.</summary>
    public bool AnyBroken => _broken is not null;

    public void ThrowIfAny(string model)
    {
        if (_faults is not null)
        {
            throw new ValidationException(model, _faults);
        }
    }
}
