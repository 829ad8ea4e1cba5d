using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>Puts a policy's decision into words.</summary>
internal static class PolicyExplainer
{
    private const int ValuesShown = 5;

    public static FilterExplanation Explain(PolicyNode root, ImmutableArray<PolicyLeaf> leaves, MessageFields fields, FilterScope scope)
    {
        if (!fields.IsUsable)
        {
            var missing = leaves.Select(leaf => new FilterKeyExplanation(leaf.Path, false, "not looked at"));
            return new FilterExplanation(false, [.. missing], "The body is not a JSON object, so no policy on the body matches it.");
        }

        var matches = PolicyMatcher.Decide(root, leaves, fields, out var alone);
        var keys = ImmutableArray.CreateBuilder<FilterKeyExplanation>();
        foreach (var leaf in leaves)
        {
            Add(keys, leaf, fields[leaf.Path], (alone & (1UL << leaf.Number)) != 0, scope);
        }

        var note = !matches && root.Holds(alone) ? "Every key is met, but not by the same element of a list." : null;
        return new FilterExplanation(matches, keys.ToImmutable(), note);
    }

    private static void Add(ImmutableArray<FilterKeyExplanation>.Builder keys, PolicyLeaf leaf, ReadOnlySpan<FieldValue> values, bool isMet, FilterScope scope)
    {
        if (values.IsEmpty)
        {
            keys.Add(new FilterKeyExplanation(leaf.Path, isMet, Absence(leaf, isMet, scope)));
        }
        else if (isMet)
        {
            keys.Add(Met(leaf, values));
        }
        else
        {
            AddUnmet(keys, leaf, values);
        }
    }

    private static string Absence(PolicyLeaf leaf, bool isMet, FilterScope scope) => (isMet, leaf.AllowsAbsence) switch
    {
        (true, _) => "is missing, as asked",
        (false, true) => "is missing, but the message has no attributes at all",
        _ when scope == FilterScope.MessageAttributes => "no such attribute; a missing key matches nothing but {\"exists\":false}",
        _ => "no such value in the body; a missing key matches nothing but {\"exists\":false}",
    };

    private static FilterKeyExplanation Met(PolicyLeaf leaf, ReadOnlySpan<FieldValue> values)
    {
        foreach (ref readonly var value in values)
        {
            foreach (var rule in leaf.Rules)
            {
                if (rule.Matches(value.View))
                {
                    return new FilterKeyExplanation(value.Where, true, $"{value} is {rule.Words}");
                }
            }
        }

        throw new InvalidOperationException($"'{leaf.Path}' is met by nothing.");
    }

    private static void AddUnmet(ImmutableArray<FilterKeyExplanation>.Builder keys, PolicyLeaf leaf, ReadOnlySpan<FieldValue> values)
    {
        var wanted = string.Join(" or ", leaf.Rules.Select(rule => rule.Words)) + (leaf.AllowsAbsence && !leaf.Rules.IsEmpty ? " or missing" : "");
        var rest = values.Length > ValuesShown ? $", and so are {values.Length - ValuesShown} more values" : "";
        for (var index = 0; index < Math.Min(values.Length, ValuesShown); index++)
        {
            ref readonly var value = ref values[index];
            var reason = leaf.Rules.IsEmpty ? $"{value} is there, and must be missing" : $"{value} is not {wanted}";
            keys.Add(new FilterKeyExplanation(value.Where, false, index == ValuesShown - 1 ? reason + rest : reason));
        }
    }
}
