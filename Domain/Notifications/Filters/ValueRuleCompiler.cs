using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Compiles one value of a key: a literal, or an object with one operator.</summary>
internal static class ValueRuleCompiler
{
    public static bool IsOperator(string name) =>
        name is "prefix" or "suffix" or "equals-ignore-case" or "anything-but" or "numeric" or "exists" or "cidr" or "wildcard" or "exactly";

    /// <summary>Compiles the value the reader is at; null for <c>{"exists": false}</c>, which is no rule on a value.</summary>
    public static ValueRule? Read(ref PolicyReader reader, FilterLimits limits, ref WildcardCost cost) => reader.Token switch
    {
        JsonTokenType.String => new ValueRule.Exactly(reader.Text),
        JsonTokenType.Number => new ValueRule.NumberEquals(Number(ref reader), reader.Text),
        JsonTokenType.True => new ValueRule.Literal(FieldKind.True),
        JsonTokenType.False => new ValueRule.Literal(FieldKind.False),
        JsonTokenType.Null => new ValueRule.Literal(FieldKind.Null),
        JsonTokenType.StartObject => ReadExpression(ref reader, limits, ref cost),
        _ => throw reader.Fault("Match value must be String, number, true, false, or null"),
    };

    /// <summary>The number the reader is at.</summary>
    public static JsonNumber Number(ref PolicyReader reader) =>
        JsonNumber.Parse(reader.Text) ?? throw reader.Fault($"Value must be a number with an exponent from -400 to 400: {reader.Text}");

    /// <summary>The text the reader comes to next.</summary>
    public static string ReadText(ref PolicyReader reader, string operatorName) => reader.Read() == JsonTokenType.String
        ? reader.Text
        : throw reader.Fault($"{operatorName} match pattern must be a string");

    /// <summary>The pattern the reader comes to next.</summary>
    public static ValueRule.Wildcard ReadWildcard(ref PolicyReader reader, FilterLimits limits, ref WildcardCost cost, bool isAnythingBut)
    {
        var pattern = WildcardPattern.Compile(ReadText(ref reader, "wildcard"), out var fault) ?? throw reader.Fault(fault!, textWasRead: true);
        if (pattern.Stars > limits.StarsPerWildcard)
        {
            throw reader.Fault($"Wildcard pattern can not have more than {limits.StarsPerWildcard} wildcard characters", textWasRead: true);
        }

        cost.Add(pattern.Stars, isAnythingBut);
        return new ValueRule.Wildcard(pattern);
    }

    private static ValueRule? ReadExpression(ref PolicyReader reader, FilterLimits limits, ref WildcardCost cost)
    {
        if (reader.Read() != JsonTokenType.PropertyName)
        {
            throw reader.Fault("Match expression name not found");
        }

        ValueRule? rule;
        var tooMany = "Only one key allowed in match expression";
        switch (reader.Text)
        {
            case "prefix":
                rule = new ValueRule.Prefix(ReadText(ref reader, "prefix"));
                break;
            case "suffix":
                rule = new ValueRule.Suffix(ReadText(ref reader, "suffix"));
                break;
            case "equals-ignore-case":
                rule = new ValueRule.IgnoreCase(ReadText(ref reader, "equals-ignore-case"));
                break;
            case "wildcard":
                rule = ReadWildcard(ref reader, limits, ref cost, isAnythingBut: false);
                break;
            case "cidr":
                var text = ReadText(ref reader, "prefix"); // the word is SNS's
                rule = new ValueRule.Cidr(CidrRange.Parse(text, out var fault) ?? throw reader.Fault(fault!, textWasRead: true));
                break;
            case "exists":
                rule = ReadExists(ref reader);
                break;
            case "numeric":
                rule = NumericCompiler.Read(ref reader);
                tooMany = NumericCompiler.TooMany;
                break;
            case "anything-but":
                rule = AnythingButCompiler.Read(ref reader, limits, ref cost);
                tooMany = NumericCompiler.TooMany;
                break;
            default:
                throw reader.Fault($"Unrecognized match type {reader.Text}");
        }

        return reader.Read() == JsonTokenType.EndObject ? rule : throw reader.Fault(tooMany);
    }

    private static ValueRule.Present? ReadExists(ref PolicyReader reader) => reader.Read() switch
    {
        JsonTokenType.True => new ValueRule.Present(),
        JsonTokenType.False => null,
        _ => throw reader.Fault("exists match pattern must be either true or false."),
    };
}
