namespace Virga.Notifications;

/// <summary>A step of the paths that policies name.</summary>
internal sealed class PathNode
{
    private const int Few = 8;

    private readonly Dictionary<byte[], PathNode> _byName = new(Utf8NameComparer.Instance);
    private (byte[] Name, PathNode Node)[] _few = [];

    /// <summary>The number of the path that ends here; -1 when none does.</summary>
    public int Path { get; set; } = -1;

    public bool HasChildren => _few.Length > 0;

    public PathNode Add(byte[] name)
    {
        if (!_byName.TryGetValue(name, out var child))
        {
            _byName.Add(name, child = new PathNode());
            if (_few.Length <= Few)
            {
                _few = [.. _few, (name, child)];
            }
        }

        return child;
    }

    /// <summary>Where a name leads, its parts between dots one after the other; null when no policy goes there.</summary>
    public PathNode? Follow(ReadOnlySpan<byte> name)
    {
        var node = this;
        for (var dot = name.IndexOf((byte)'.'); dot >= 0; dot = name.IndexOf((byte)'.'))
        {
            if (node.Step(name[..dot]) is not { } next)
            {
                return null;
            }

            node = next;
            name = name[(dot + 1)..];
        }

        return node.Step(name);
    }

    private PathNode? Step(ReadOnlySpan<byte> name)
    {
        if (_few.Length > Few)
        {
            return _byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var found) ? found : null;
        }

        foreach (var (known, node) in _few)
        {
            if (name.SequenceEqual(known))
            {
                return node;
            }
        }

        return null;
    }
}
