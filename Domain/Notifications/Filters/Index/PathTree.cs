using System.Text;

namespace Virga.Notifications;

/// <summary>The paths that policies name, by their parts between dots. A name with dots in it, in a policy or a body, is several parts.</summary>
internal sealed class PathTree
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public PathNode Root { get; } = new();

    public int Count => _numbers.Count;

    public IReadOnlyDictionary<string, int> Numbers => _numbers;

    /// <summary>The number of a path, which is new when no policy has named it before.</summary>
    public int Add(string path)
    {
        if (_numbers.TryGetValue(path, out var number))
        {
            return number;
        }

        var node = Root;
        foreach (var part in path.Split('.'))
        {
            node = node.Add(Encoding.UTF8.GetBytes(part));
        }

        number = _numbers.Count;
        node.Path = number;
        _numbers.Add(path, number);
        return number;
    }
}
