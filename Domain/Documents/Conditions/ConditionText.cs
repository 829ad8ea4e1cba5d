using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Virga.Documents;

/// <summary>Writes conditions as text, the same text for the same condition and another for every other.</summary>
internal static class ConditionText
{
    public static void Write(StringBuilder text, Condition condition)
    {
        switch (condition)
        {
            case Condition.All all: Group(text, "all", all.Parts); break;
            case Condition.Any any: Group(text, "any", any.Parts); break;
            case Condition.Not not: Group(text, "not", [not.Part]); break;
            case Condition.Compare compare:
                text.Append('(');
                Write(text, compare.Left);
                text.Append(' ').Append(compare.Operator).Append(' ');
                Write(text, compare.Right);
                text.Append(')');
                break;
            case Condition.In within:
                text.Append("(in ");
                Write(text, within.Operand);
                foreach (var value in within.Values)
                {
                    text.Append(',');
                    Write(text, value);
                }

                text.Append(')');
                break;
            case Condition.SameText same: Pair(text, "same", same.Left, same.Right); break;
            case Condition.BeginsWith begins: Pair(text, begins.IgnoreCase ? "begins-i" : "begins", begins.Operand, begins.Prefix); break;
            case Condition.EndsWith ends: Pair(text, ends.IgnoreCase ? "ends-i" : "ends", ends.Operand, ends.Suffix); break;
            case Condition.Contains contains: Pair(text, $"contains{(contains.IgnoreCase ? "-i" : "")}{contains.Of}", contains.Operand, contains.Value); break;
            case Condition.AnyElement any: Elements(text, "any-element", any.List, any.Part); break;
            case Condition.AllElements all: Elements(text, "all-elements", all.List, all.Part); break;
            case Condition.Exists exists:
                text.Append("(exists ");
                Write(text, exists.Path);
                text.Append(')');
                break;
            case Condition.OfType type:
                text.Append("(type ").Append(type.Type).Append(' ');
                Write(text, type.Path);
                text.Append(')');
                break;
            default: throw new NotSupportedException($"There is no condition {condition.GetType().Name}.");
        }
    }

    public static void Write(StringBuilder text, DocumentPath path)
    {
        foreach (var segment in path.Segments)
        {
            if (segment.Name is { } name)
            {
                text.Append('.');
                Quote(text, name);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"[{segment.Index}]");
            }
        }
    }

    public static void Quote(StringBuilder text, string value) => text.Append('"').Append(JsonEncodedText.Encode(value)).Append('"');

    private static void Write(StringBuilder text, Operand operand)
    {
        switch (operand)
        {
            case Operand.Attribute attribute: Write(text, attribute.Path); break;
            case Operand.Size size:
                text.Append('#');
                Write(text, size.Path);
                break;
            case Operand.Literal literal: text.Append('=').Append(literal.Value?.ToJsonString() ?? "null"); break;
            default: throw new NotSupportedException($"There is no operand {operand.GetType().Name}.");
        }
    }

    private static void Group(StringBuilder text, string name, ImmutableArray<Condition> parts)
    {
        text.Append('(').Append(name);
        foreach (var part in parts)
        {
            text.Append(' ');
            Write(text, part);
        }

        text.Append(')');
    }

    private static void Elements(StringBuilder text, string name, DocumentPath list, Condition part)
    {
        text.Append('(').Append(name).Append(' ');
        Write(text, list);
        text.Append(' ');
        Write(text, part);
        text.Append(')');
    }

    private static void Pair(StringBuilder text, string name, Operand left, Operand right)
    {
        text.Append('(').Append(name).Append(' ');
        Write(text, left);
        text.Append(' ');
        Write(text, right);
        text.Append(')');
    }
}
