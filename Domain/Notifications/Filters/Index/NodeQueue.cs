using System.Diagnostics.CodeAnalysis;

namespace Virga.Notifications;

/// <summary>The places still to visit for a message; each is visited once, however many values lead to it.</summary>
internal sealed class NodeQueue(int nodes)
{
    private readonly int[] _seen = new int[nodes];
    private readonly List<MatchNode> _waiting = [];
    private int _round = 1;

    public void Clear()
    {
        _waiting.Clear();
        if (++_round == int.MaxValue)
        {
            Array.Clear(_seen);
            _round = 1;
        }
    }

    public void Add(MatchNode node)
    {
        ref var seen = ref _seen[node.Number];
        if (seen != _round)
        {
            seen = _round;
            _waiting.Add(node);
        }
    }

    public bool TryTake([NotNullWhen(true)] out MatchNode? node)
    {
        var last = _waiting.Count - 1;
        node = last < 0 ? null : _waiting[last];
        if (last >= 0)
        {
            _waiting.RemoveAt(last);
        }

        return node is not null;
    }
}
