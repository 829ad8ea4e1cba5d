using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>What the policies at a place ask of one path next.</summary>
internal sealed class PathGroup
{
    private readonly RuleTable _rules;

    public PathGroup(int path, IReadOnlyList<(PolicyLeaf Leaf, MatchNode Node)> children)
    {
        Path = path;
        Absent = [.. children.Where(child => child.Leaf.AllowsAbsence).Select(child => child.Node)];
        _rules = new RuleTable([.. children.SelectMany(child => child.Leaf.Rules, (child, rule) => new RuleTarget(rule, child.Node))]);
    }

    public int Path { get; }

    /// <summary>Where the path's absence leads.</summary>
    public ImmutableArray<MatchNode> Absent { get; }

    public void Advance(ScannedMessage message, NodeQueue queue)
    {
        var value = message.First(Path);
        if (value < 0 && message.AbsenceCounts)
        {
            foreach (var node in Absent)
            {
                queue.Add(node);
            }
        }

        for (; value >= 0; value = message[value].Next)
        {
            _rules.Find(message.View(value), queue);
        }
    }
}
