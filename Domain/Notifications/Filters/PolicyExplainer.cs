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
        var keys = leaves.Select(leaf => Key(leaf, fields, (alone & (1UL << leaf.Number)) != 0, scope));
        var note = !matches && root.Holds(alone) ? "Every key is met, but not by the same element of a list." : null;
        return new FilterExplanation(matches, [.. keys], note);
    }

    private static FilterKeyExplanation Key(PolicyLeaf leaf, MessageFields fields, bool isMet, FilterScope scope)
    {
        var values = fields[leaf.Path];
        return new FilterKeyExplanation(leaf.Path, isMet, values.IsEmpty ? Absence(leaf, isMet, scope) : Values(leaf, values));
    }

    private static string Absence(PolicyLeaf leaf, bool isMet, FilterScope scope) => (isMet, leaf.AllowsAbsence) switch
    {
        (true, _) => "is missing, as asked",
        (false, true) => "is missing, but the message has no attributes at all",
        _ when scope == FilterScope.MessageAttributes => "no such attribute; a missing key matches nothing but {\"exists\":false}",
        _ => "no such value in the body; a missing key matches nothing but {\"exists\":false}",
    };

    private static string Values(PolicyLeaf leaf, ReadOnlySpan<FieldValue> values)
    {
        foreach (ref readonly var value in values)
        {
            foreach (var rule in leaf.Rules)
            {
                if (rule.Matches(value))
                {
                    return $"{value} is {rule.Words}";
                }
            }
        }

        if (leaf.Rules.IsEmpty)
        {
            return $"{values[0]} is there, and must be missing";
        }

        var shown = new List<string>();
        foreach (ref readonly var value in values[..Math.Min(values.Length, ValuesShown)])
        {
            shown.Add(value.Kind == FieldKind.Unreadable ? $"{value.Text} (no JSON list)" : value.ToString());
        }

        var rest = values.Length > ValuesShown ? $" and {values.Length - ValuesShown} more" : "";
        var wanted = string.Join(" or ", leaf.Rules.Select(rule => rule.Words)) + (leaf.AllowsAbsence ? " or missing" : "");
        return $"{string.Join(", ", shown)}{rest} is not {wanted}";
    }
}
