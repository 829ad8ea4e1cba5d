using System.Text.Json;
using static Virga.EventGrid.AdvancedFilterOperator;

namespace Virga.EventGrid;

/// <summary>The meaning of advanced filters.</summary>
internal static class AdvancedFilterEvaluator
{
    public static bool Matches(AdvancedFilter filter, JsonElement eventJson, bool intoArrays)
    {
        var value = EventKeys.Find(eventJson, filter.Key);
        var isNothing = value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        if (filter.Operator is IsNullOrUndefined or IsNotNull)
        {
            return isNothing == (filter.Operator == IsNullOrUndefined);
        }

        var comparable = false;
        var any = false;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Look(filter, value, ref comparable, ref any);
        }
        else if (intoArrays)
        {
            foreach (var element in value.EnumerateArray())
            {
                Look(filter, element, ref comparable, ref any);
            }
        }

        // The documented exception: NotIn is the only negative that a missing key satisfies.
        return comparable ? any != IsNegative(filter.Operator) : filter.Operator is NumberNotIn or StringNotIn;
    }

    private static bool IsNegative(AdvancedFilterOperator @operator) =>
        @operator is NumberNotIn or NumberNotInRange or StringNotIn or StringNotContains or StringNotBeginsWith or StringNotEndsWith;

    private static void Look(AdvancedFilter filter, JsonElement element, ref bool comparable, ref bool any)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number when filter.Operator < BoolEquals:
                comparable = true;
                any |= Holds(filter, element.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False when filter.Operator == BoolEquals:
                comparable = true;
                any |= filter.Boolean == (element.ValueKind == JsonValueKind.True);
                break;
            case JsonValueKind.String when filter.Operator > BoolEquals:
                comparable = true;
                any |= Holds(filter, element.GetString()!);
                break;
        }
    }

    private static bool Holds(AdvancedFilter filter, double number) => filter.Operator switch
    {
        NumberIn or NumberNotIn => filter.Numbers.Contains(number),
        NumberLessThan => number < filter.Numbers[0],
        NumberLessThanOrEquals => number <= filter.Numbers[0],
        NumberGreaterThan => number > filter.Numbers[0],
        NumberGreaterThanOrEquals => number >= filter.Numbers[0],
        _ => filter.Ranges.Any(range => number >= range.From && number <= range.To),
    };

    private static bool Holds(AdvancedFilter filter, string text) => filter.Strings.Any(value => filter.Operator switch
    {
        StringIn or StringNotIn => text.Equals(value, StringComparison.OrdinalIgnoreCase),
        StringContains or StringNotContains => text.Contains(value, StringComparison.OrdinalIgnoreCase),
        StringBeginsWith or StringNotBeginsWith => text.StartsWith(value, StringComparison.OrdinalIgnoreCase),
        _ => text.EndsWith(value, StringComparison.OrdinalIgnoreCase),
    });
}
