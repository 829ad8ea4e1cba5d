using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>One key of a policy with the rules that any value of it must meet.</summary>
/// <param name="Number">Its bit in the mask.</param>
/// <param name="Path">The key; nested keys are joined by dots, which is what makes <c>{"a.b":…}</c> and <c>{"a":{"b":…}}</c> the same.</param>
/// <param name="Rules">The rules, ORed.</param>
/// <param name="AllowsAbsence">Whether <c>{"exists": false}</c> is among the values.</param>
internal sealed record PolicyLeaf(int Number, string Path, ImmutableArray<ValueRule> Rules, bool AllowsAbsence)
{
    public bool Matches(in ValueView value)
    {
        foreach (var rule in Rules)
        {
            if (rule.Matches(value))
            {
                return true;
            }
        }

        return false;
    }
}
