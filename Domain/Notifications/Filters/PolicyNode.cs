using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>The logic of a policy over its leaves; leaves are numbered so that a set of them fits a 64-bit mask.</summary>
internal abstract record PolicyNode
{
    private PolicyNode()
    {
    }

    public abstract bool Holds(ulong satisfied);

    public sealed record All(ImmutableArray<PolicyNode> Parts) : PolicyNode
    {
        public override bool Holds(ulong satisfied)
        {
            foreach (var part in Parts)
            {
                if (!part.Holds(satisfied))
                {
                    return false;
                }
            }

            return true;
        }
    }

    public sealed record Any(ImmutableArray<PolicyNode> Parts) : PolicyNode
    {
        public override bool Holds(ulong satisfied)
        {
            foreach (var part in Parts)
            {
                if (part.Holds(satisfied))
                {
                    return true;
                }
            }

            return false;
        }
    }

    public sealed record Leaf(int Number) : PolicyNode
    {
        public override bool Holds(ulong satisfied) => (satisfied & (1UL << Number)) != 0;
    }
}
