using System.Collections.Immutable;
using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Compiles <c>anything-but</c>: a text, a number, a list of either, a prefix or a wildcard. SNS refuses the rest.</summary>
internal static class AnythingButCompiler
{
    /// <summary>Compiles the operand the reader comes to next.</summary>
    public static ValueRule.AnythingBut Read(ref PolicyReader reader, FilterLimits limits, ref WildcardCost cost)
    {
        switch (reader.Read())
        {
            case JsonTokenType.String:
                return Of(new ValueRule.Exactly(reader.Text));
            case JsonTokenType.Number:
                return Of(new ValueRule.NumberEquals(ValueRuleCompiler.Number(ref reader), reader.Text));
            case JsonTokenType.StartArray:
                return ReadList(ref reader);
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, limits, ref cost);
            default:
                throw reader.Fault("Value of anything-but must be an array or single string/number value.");
        }
    }

    private static ValueRule.AnythingBut ReadList(ref PolicyReader reader)
    {
        var rules = ImmutableArray.CreateBuilder<ValueRule>();
        var numbers = 0;
        while (reader.Read() != JsonTokenType.EndArray)
        {
            switch (reader.Token)
            {
                case JsonTokenType.String:
                    rules.Add(new ValueRule.Exactly(reader.Text));
                    break;
                case JsonTokenType.Number:
                    rules.Add(new ValueRule.NumberEquals(ValueRuleCompiler.Number(ref reader), reader.Text));
                    numbers++;
                    break;
                default:
                    throw reader.Fault("Inside anything but list, start|null|boolean is not supported.");
            }
        }

        return rules.Count > 0 && (numbers == 0 || numbers == rules.Count)
            ? new ValueRule.AnythingBut(rules.ToImmutable())
            : throw reader.Fault("Inside anything but list, either all values are number or string, mixed type is not supported");
    }

    private static ValueRule.AnythingBut ReadObject(ref PolicyReader reader, FilterLimits limits, ref WildcardCost cost)
    {
        if (reader.Read() != JsonTokenType.PropertyName)
        {
            throw reader.Fault("Anything-But expression name not found");
        }

        ValueRule rule;
        switch (reader.Text)
        {
            case "prefix":
                var prefix = ValueRuleCompiler.ReadText(ref reader, "prefix");
                rule = prefix.Length > 0 ? new ValueRule.Prefix(prefix) : throw reader.Fault("Null prefix not allowed", textWasRead: true);
                break;
            case "wildcard":
                rule = ValueRuleCompiler.ReadWildcard(ref reader, limits, ref cost, isAnythingBut: true);
                break;
            default:
                throw reader.Fault($"Unsupported anything-but pattern: {reader.Text}");
        }

        return reader.Read() == JsonTokenType.EndObject ? Of(rule) : throw reader.Fault("Only one key allowed in match expression");
    }

    private static ValueRule.AnythingBut Of(ValueRule rule) => new([rule]);
}
