using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Compiles <c>{"numeric": [operator, number]}</c> and <c>{"numeric": ["&gt;", low, "&lt;", high]}</c>.</summary>
internal static class NumericCompiler
{
    public const string TooMany = "Too many elements in numeric expression";

    /// <summary>Compiles the list the reader comes to next.</summary>
    public static ValueRule.Numeric Read(ref PolicyReader reader)
    {
        if (reader.Read() != JsonTokenType.StartArray)
        {
            throw reader.Fault("Value of numeric must be an array.");
        }

        if (reader.Read() != JsonTokenType.String)
        {
            throw reader.Fault($"Invalid member in numeric match: {reader.Shown}");
        }

        var name = reader.Text;
        reader.Read();
        switch (name)
        {
            case "=":
                var equal = Operand(ref reader, "equals");
                End(ref reader);
                return new ValueRule.Numeric(equal.Number, false, equal.Number, false, $"= {equal.Text}");
            case "<" or "<=":
                var top = Operand(ref reader, name);
                End(ref reader);
                return new ValueRule.Numeric(null, false, top.Number, name == "<", $"{name} {top.Text}");
            case ">" or ">=":
                var bottom = Operand(ref reader, name);
                return reader.Read() == JsonTokenType.EndArray
                    ? new ValueRule.Numeric(bottom.Number, name == ">", null, false, $"{name} {bottom.Text}")
                    : ReadTop(ref reader, bottom, name);
            default:
                throw reader.Fault($"Unrecognized numeric range operator: {name}");
        }
    }

    private static ValueRule.Numeric ReadTop(ref PolicyReader reader, (JsonNumber Number, string Text) bottom, string bottomName)
    {
        if (reader.Token != JsonTokenType.String)
        {
            throw reader.Fault($"Bad value in numeric range: {reader.Shown}");
        }

        var name = reader.Text;
        if (name is not ("<" or "<="))
        {
            throw reader.Fault($"Bad numeric range operator: {name}", textWasRead: true);
        }

        reader.Read();
        var top = Operand(ref reader, name);
        if (reader.Read() != JsonTokenType.EndArray)
        {
            throw reader.Fault("Too many terms in numeric range expression");
        }

        return bottom.Number.CompareTo(top.Number) < 0
            ? new ValueRule.Numeric(bottom.Number, bottomName == ">", top.Number, name == "<", $"{bottomName} {bottom.Text} and {name} {top.Text}")
            : throw reader.Fault("Bottom must be less than top");
    }

    private static (JsonNumber Number, string Text) Operand(ref PolicyReader reader, string name) => reader.Token == JsonTokenType.Number
        ? (ValueRuleCompiler.Number(ref reader), reader.Text)
        : throw reader.Fault($"Value of {name} must be numeric");

    private static void End(ref PolicyReader reader)
    {
        if (reader.Read() != JsonTokenType.EndArray)
        {
            throw reader.Fault(TooMany);
        }
    }
}
