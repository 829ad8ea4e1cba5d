using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.ObjectPool;

namespace Virga.Notifications;

/// <summary>The index of the policies of one scope.</summary>
internal sealed class ScopeIndex
{
    private readonly PathTree _paths = new();
    private readonly FilterScope _scope;
    private readonly MatchNode _root;
    private readonly ObjectPool<MatchScratch> _scratches;

    public ScopeIndex(ImmutableArray<IndexedPolicy> policies, FilterScope scope)
    {
        _scope = scope;
        var conjunctions = policies.SelectMany(policy => Conjunction.Of(policy, _paths)).ToList();
        var nodes = 0;
        _root = MatchNode.Build(conjunctions, 0, ref nodes);
        _scratches = new DefaultObjectPool<MatchScratch>(new Scratches(_paths.Count, nodes));
    }

    /// <summary>Adds the numbers of the policies that match, each once, in no order.</summary>
    public void Match(NotificationMessage message, List<int> matched)
    {
        var scratch = _scratches.Get();
        try
        {
            if (TryScan(message, scratch.Message))
            {
                Walk(message, scratch, matched);
            }
        }
        finally
        {
            _scratches.Return(scratch);
        }
    }

    private bool TryScan(NotificationMessage message, ScannedMessage scanned)
    {
        if (_scope == FilterScope.MessageAttributes)
        {
            AttributeScanner.Scan(message.Attributes, _paths.Numbers, scanned);
            return true;
        }

        scanned.AbsenceCounts = true;
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(message.Body.Length));
        try
        {
            return JsonScanner.TryScanBody(bytes.AsSpan(0, Encoding.UTF8.GetBytes(message.Body, bytes)), _paths.Root, scanned);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Walk(NotificationMessage message, MatchScratch scratch, List<int> matched)
    {
        scratch.Queue.Add(_root);
        while (scratch.Queue.TryTake(out var node))
        {
            foreach (var candidate in node.Candidates)
            {
                if (!scratch.Matched.Contains(candidate.Owner.Number) && Holds(candidate, node.Depth, message, scratch))
                {
                    scratch.Matched.Add(candidate.Owner.Number);
                    matched.Add(candidate.Owner.Number);
                }
            }

            node.Advance(scratch.Message, scratch.Queue);
        }
    }

    private static bool Holds(Conjunction candidate, int met, NotificationMessage message, MatchScratch scratch)
    {
        if (candidate.IsWhole)
        {
            return candidate.Owner.Policy.Matches(message);
        }

        if (scratch.Message.HasElements)
        {
            return scratch.Consistency.Holds(candidate, scratch.Message) ?? candidate.Owner.Policy.Matches(message);
        }

        for (var index = met; index < candidate.Leaves.Length; index++)
        {
            if (!IsMet(candidate.Leaves[index], scratch.Message))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMet(IndexedLeaf leaf, ScannedMessage message)
    {
        var value = message.First(leaf.Path);
        if (value < 0)
        {
            return leaf.Leaf.AllowsAbsence && message.AbsenceCounts;
        }

        for (; value >= 0; value = message[value].Next)
        {
            if (leaf.Leaf.Matches(message.View(value)))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Scratches(int paths, int nodes) : PooledObjectPolicy<MatchScratch>
    {
        public override MatchScratch Create() => new(paths, nodes);

        public override bool Return(MatchScratch obj)
        {
            obj.Clear();
            return true;
        }
    }
}
