using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>Leaves of a policy that suffice together: without <c>$or</c> all of them, with it one choice of branches.</summary>
/// <param name="Owner">The policy.</param>
/// <param name="Leaves">The leaves, the most telling first; empty when the policy has too many choices and is asked as a whole.</param>
internal sealed record Conjunction(IndexedPolicy Owner, ImmutableArray<IndexedLeaf> Leaves)
{
    private const int MaximumChoices = 64;

    public bool IsWhole => Leaves.IsEmpty;

    /// <summary>The conjunctions of a policy, any of which makes it match.</summary>
    public static IEnumerable<Conjunction> Of(IndexedPolicy owner, PathTree paths)
    {
        if (Choices(owner.Policy.Root) is not { } choices)
        {
            return [new Conjunction(owner, [])];
        }

        return choices.Distinct().Select(choice => new Conjunction(
            owner,
            [.. owner.Policy.Leaves
                .Where(leaf => (choice & (1UL << leaf.Number)) != 0)
                .Select(leaf => new IndexedLeaf(leaf, paths.Add(leaf.Path)))
                .OrderBy(leaf => leaf.Leaf.Rules.IsEmpty ? RuleRank.Last : leaf.Leaf.Rules.Max(RuleRank.Of))
                .ThenBy(leaf => leaf.Leaf.AllowsAbsence)
                .ThenBy(leaf => leaf.Path)]));
    }

    private static List<ulong>? Choices(PolicyNode node)
    {
        switch (node)
        {
            case PolicyNode.Leaf leaf:
                return [1UL << leaf.Number];
            case PolicyNode.Any any:
                var either = any.Parts.Select(Choices).ToList();
                return either.Contains(null) || either.Sum(choices => choices!.Count) > MaximumChoices ? null : [.. either.SelectMany(choices => choices!)];
            case PolicyNode.All all:
                List<ulong> together = [0];
                foreach (var part in all.Parts)
                {
                    if (Choices(part) is not { } choices || together.Count * choices.Count > MaximumChoices)
                    {
                        return null;
                    }

                    together = [.. together.SelectMany(_ => choices, (left, right) => left | right)];
                }

                return together;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} is no part of a policy.");
        }
    }
}
