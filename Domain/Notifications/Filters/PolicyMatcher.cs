using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>Decides whether a message's fields meet a policy.</summary>
internal static class PolicyMatcher
{
    public static bool Matches(PolicyNode root, ImmutableArray<PolicyLeaf> leaves, MessageFields fields) =>
        fields.IsUsable && Decide(root, leaves, fields, out _);

    /// <summary>Decides, and tells which leaves are met when each is looked at alone.</summary>
    public static bool Decide(PolicyNode root, ImmutableArray<PolicyLeaf> leaves, MessageFields fields, out ulong alone)
    {
        var everywhere = 0UL; // met by a value outside of any list, or by absence
        alone = 0;
        List<(ArrayElement Element, ulong Bit)>? inLists = null;
        foreach (var leaf in leaves)
        {
            var bit = 1UL << leaf.Number;
            var values = fields[leaf.Path];
            if (values.IsEmpty && leaf.AllowsAbsence && fields.AbsenceCounts)
            {
                everywhere |= bit;
            }

            foreach (ref readonly var value in values)
            {
                if (!leaf.Matches(value.View))
                {
                    continue;
                }

                if (value.Element is null)
                {
                    everywhere |= bit;
                    break;
                }

                alone |= bit;
                (inLists ??= []).Add((value.Element, bit));
            }
        }

        alone |= everywhere;
        return root.Holds(alone) && (inLists is null || root.Holds(everywhere) || ListConsistency.Holds(root, everywhere, inLists));
    }
}
