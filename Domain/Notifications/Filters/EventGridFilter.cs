using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>
/// Writes filters for an Event Grid subscription that let through whatever a policy does, and more: Event Grid ignores the case of texts, rounds
/// numbers and knows neither <c>$or</c> nor <c>anything-but</c> on lists. They spare traffic; the policy still decides.
/// </summary>
internal static class EventGridFilter
{
    private const int MaximumValues = 25;
    private const int MaximumLength = 512;

    public static string Of(FilterPolicy policy, IReadOnlySet<string> plainKeys, string prefix)
    {
        var filters = new JsonArray();
        var values = 0;
        foreach (var leaf in Required(policy.Root).Select(number => policy.Leaves[number]))
        {
            if (plainKeys.Contains(leaf.Path) && Fold(leaf) is var (name, operands) && values + Math.Max(1, operands.Count) <= MaximumValues)
            {
                values += Math.Max(1, operands.Count);
                filters.Add((JsonNode)Write(name, $"{prefix}.{leaf.Path}", operands));
            }
        }

        return new JsonObject { ["enableAdvancedFilteringOnArrays"] = true, ["advancedFilters"] = filters }.ToJsonString();
    }

    // What holds in a branch of $or only is not required.
    private static IEnumerable<int> Required(PolicyNode node) => node switch
    {
        PolicyNode.Leaf leaf => [leaf.Number],
        PolicyNode.All all => all.Parts.SelectMany(Required),
        _ => [],
    };

    private static (string Name, List<JsonNode> Values)? Fold(PolicyLeaf leaf)
    {
        if (leaf.AllowsAbsence)
        {
            return null;
        }

        return leaf.Rules is [var rule] && Single(rule) is { } single
            ? single
            : Texts("StringIn", leaf.Rules, Whole)
            ?? Texts("StringBeginsWith", leaf.Rules, Head)
            ?? Texts("StringEndsWith", leaf.Rules, Tail)
            ?? Texts("StringContains", leaf.Rules, Middle)
            ?? Numbers(leaf.Rules);
    }

    // What can stand alone only. Open ends are closed: two numbers that differ may be the same once they are rounded.
    private static (string, List<JsonNode>)? Single(ValueRule rule) => rule switch
    {
        ValueRule.Literal { Kind: FieldKind.True or FieldKind.False } literal => ("BoolEquals", [literal.Kind == FieldKind.True]),
        ValueRule.Present => ("IsNotNull", []),
        ValueRule.Numeric { Bottom: { } bottom, Top: null } when bottom.ToDouble() is { } number => ("NumberGreaterThanOrEquals", [number]),
        ValueRule.Numeric { Bottom: null, Top: { } top } when top.ToDouble() is { } number => ("NumberLessThanOrEquals", [number]),
        _ => null,
    };

    private static (string, List<JsonNode>)? Texts(string name, ImmutableArray<ValueRule> rules, Func<ValueRule, string?> text)
    {
        var texts = rules.Select(text).ToList();
        return texts.TrueForAll(value => value is { Length: > 0 and <= MaximumLength }) ? (name, [.. texts.Distinct().Select(value => (JsonNode)value!)]) : null;
    }

    private static string? Whole(ValueRule rule) => rule switch
    {
        ValueRule.Exactly exactly => exactly.Text,
        ValueRule.IgnoreCase ignoring when System.Text.Ascii.IsValid(ignoring.Text) => ignoring.Text, // the rest of Unicode may be folded otherwise there
        _ => null,
    };

    private static string? Head(ValueRule rule) => rule switch
    {
        ValueRule.Prefix prefix => prefix.Text,
        ValueRule.Wildcard wildcard => wildcard.Pattern.Head,
        _ => null,
    };

    private static string? Tail(ValueRule rule) => rule switch
    {
        ValueRule.Suffix suffix => suffix.Text,
        ValueRule.Wildcard wildcard => wildcard.Pattern.Tail,
        _ => null,
    };

    private static string? Middle(ValueRule rule) => rule is ValueRule.Wildcard wildcard ? wildcard.Pattern.Parts.MaxBy(part => part.Length) : null;

    private static (string, List<JsonNode>)? Numbers(ImmutableArray<ValueRule> rules)
    {
        var ranges = new List<JsonNode>();
        foreach (var rule in rules)
        {
            var (bottom, top) = rule switch
            {
                ValueRule.NumberEquals equal => (equal.Number.ToDouble(), equal.Number.ToDouble()),
                ValueRule.Numeric numeric => (numeric.Bottom?.ToDouble(), numeric.Top?.ToDouble()),
                _ => (null, null),
            };
            if (bottom is not { } from || top is not { } to)
            {
                return null;
            }

            ranges.Add(new JsonArray(from, to));
        }

        return ("NumberInRange", ranges);
    }

    private static JsonObject Write(string name, string key, List<JsonNode> operands)
    {
        var filter = new JsonObject { ["operatorType"] = name, ["key"] = key };
        switch (name)
        {
            case "IsNotNull":
                break;
            case "BoolEquals" or "NumberGreaterThanOrEquals" or "NumberLessThanOrEquals":
                filter["value"] = operands[0];
                break;
            default:
                filter["values"] = new JsonArray([.. operands]);
                break;
        }

        return filter;
    }
}
