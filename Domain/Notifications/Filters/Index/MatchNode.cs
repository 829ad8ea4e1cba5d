using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>A place that leaves met so far lead to. Policies that ask for the same share their way to it.</summary>
internal sealed class MatchNode
{
    private const int Few = 4;

    private readonly ImmutableArray<PathGroup> _groups;
    private readonly ImmutableArray<PathGroup> _absent;
    private readonly Dictionary<int, PathGroup> _byPath;

    private MatchNode(int number, int depth, ImmutableArray<Conjunction> candidates, ImmutableArray<PathGroup> groups)
    {
        Number = number;
        Depth = depth;
        Candidates = candidates;
        _groups = groups;
        _absent = [.. groups.Where(group => group.Absent.Length > 0)];
        _byPath = groups.Length > Few ? groups.ToDictionary(group => group.Path) : [];
    }

    public int Number { get; }

    /// <summary>How many leaves of the candidates are met when a message leads here.</summary>
    public int Depth { get; }

    /// <summary>What has to be looked at one by one: conjunctions that are met, or so few that looking is cheaper than a table.</summary>
    public ImmutableArray<Conjunction> Candidates { get; }

    public static MatchNode Build(IReadOnlyList<Conjunction> conjunctions, int depth, ref int nodes)
    {
        var number = nodes++;
        if (conjunctions.Count <= Few)
        {
            return new MatchNode(number, depth, [.. conjunctions], []);
        }

        var groups = ImmutableArray.CreateBuilder<PathGroup>();
        foreach (var group in conjunctions.Where(conjunction => conjunction.Leaves.Length > depth).GroupBy(conjunction => conjunction.Leaves[depth].Path))
        {
            var children = new List<(PolicyLeaf, MatchNode)>();
            foreach (var same in group.GroupBy(conjunction => conjunction.Leaves[depth], LeafComparer.Instance))
            {
                children.Add((same.Key.Leaf, Build([.. same], depth + 1, ref nodes)));
            }

            groups.Add(new PathGroup(group.Key, children));
        }

        return new MatchNode(number, depth, [.. conjunctions.Where(conjunction => conjunction.Leaves.Length <= depth)], groups.ToImmutable());
    }

    /// <summary>Queues the places that the message leads to from here.</summary>
    public void Advance(ScannedMessage message, NodeQueue queue)
    {
        var touched = message.Touched;
        if (_byPath.Count <= touched.Length)
        {
            foreach (var group in _groups)
            {
                group.Advance(message, queue);
            }

            return;
        }

        foreach (var path in touched)
        {
            if (_byPath.TryGetValue(path, out var group))
            {
                group.Advance(message, queue);
            }
        }

        foreach (var group in _absent)
        {
            if (message.First(group.Path) < 0)
            {
                group.Advance(message, queue);
            }
        }
    }
}
