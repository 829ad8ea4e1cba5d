using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What a <see cref="Condition"/> means. Stores compile conditions to their own language; property tests hold them to this.</summary>
/// <remarks>
/// Numbers are compared as IEEE 754 doubles, which is what Cosmos DB keeps. Strings are equal when their UTF-16 units are (no normalisation, no culture),
/// and ordered by code point, which is the order of their UTF-8 bytes and of SQLite's BINARY collation. Cosmos DB only documents that it compares
/// ordinally; from <see cref="StringComparer.Ordinal"/> (UTF-16 units) this differs only where characters beyond U+FFFF meet U+E000 to U+FFFF.
/// </remarks>
public static class ConditionEvaluator
{
    /// <summary>Whether the condition is true of the stored document.</summary>
    public static bool Matches(Condition condition, JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Evaluate(condition, DocumentValue.Of(document));
    }

    /// <summary>Whether the condition is true of the stored document.</summary>
    public static bool Matches(Condition condition, JsonElement document) => Evaluate(condition, DocumentValue.Of(document));

    private static bool Evaluate(Condition condition, DocumentValue document)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return condition switch
        {
            Condition.All all => AllOf(all, document),
            Condition.Any any => AnyOf(any, document),
            Condition.Not not => !Evaluate(not.Part, document),
            Condition.Compare compare => Compare(Read(compare.Left, document), compare.Operator, Read(compare.Right, document)),
            Condition.In within => IsIn(Read(within.Operand, document), within),
            Condition.SameText same => AreText(Read(same.Left, document), Read(same.Right, document), out var left, out var right) && string.Equals(left, right, StringComparison.OrdinalIgnoreCase),
            Condition.BeginsWith begins => AreText(Read(begins.Operand, document), Read(begins.Prefix, document), out var text, out var prefix) && text.StartsWith(prefix, Case(begins.IgnoreCase)),
            Condition.EndsWith ends => AreText(Read(ends.Operand, document), Read(ends.Suffix, document), out var text, out var suffix) && text.EndsWith(suffix, Case(ends.IgnoreCase)),
            Condition.Contains contains => Contains(Read(contains.Operand, document), Read(contains.Value, document), contains),
            Condition.AnyElement any => AnyElement(document.At(any.List), any.Part, wanted: true),
            Condition.AllElements all => document.At(all.List) is { Kind: JsonValueKind.Array } list && !AnyElement(list, all.Part, wanted: false),
            Condition.Exists exists => !document.At(exists.Path).IsAbsent,
            Condition.OfType type => TypeOf(document.At(type.Path).Kind) == type.Type,
            _ => throw new NotSupportedException($"There is no condition {condition.GetType().Name}."),
        };
    }

    private static bool AllOf(Condition.All all, DocumentValue document)
    {
        foreach (var part in all.Parts)
        {
            if (!Evaluate(part, document))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AnyOf(Condition.Any any, DocumentValue document)
    {
        foreach (var part in any.Parts)
        {
            if (Evaluate(part, document))
            {
                return true;
            }
        }

        return false;
    }

    private static DocumentValue Read(Operand operand, DocumentValue document) => operand switch
    {
        Operand.Attribute attribute => document.At(attribute.Path),
        Operand.Literal literal => DocumentValue.Of(literal.Value),
        Operand.Size size => SizeOf(document.At(size.Path)),
        _ => throw new NotSupportedException($"There is no operand {operand.GetType().Name}."),
    };

    private static DocumentValue SizeOf(DocumentValue value) => value.Kind switch
    {
        JsonValueKind.String => DocumentValue.Of(value.Text.Length),
        JsonValueKind.Array => DocumentValue.Of(value.Count),
        _ => default,
    };

    private static bool Compare(DocumentValue left, ComparisonOperator comparison, DocumentValue right)
    {
        if (left.IsAbsent || right.IsAbsent)
        {
            return false;
        }

        switch (comparison)
        {
            case ComparisonOperator.Equal: return left.Same(right);
            case ComparisonOperator.NotEqual: return !left.Same(right);
        }

        int order;
        if (left.Kind == JsonValueKind.Number && right.Kind == JsonValueKind.Number)
        {
            order = left.Number.CompareTo(right.Number);
        }
        else if (left.Kind == JsonValueKind.String && right.Kind == JsonValueKind.String)
        {
            order = CodePointOrder.Compare(left.Text, right.Text);
        }
        else
        {
            return false;
        }

        return comparison switch
        {
            ComparisonOperator.LessThan => order < 0,
            ComparisonOperator.LessThanOrEqual => order <= 0,
            ComparisonOperator.GreaterThan => order > 0,
            ComparisonOperator.GreaterThanOrEqual => order >= 0,
            _ => throw new NotSupportedException($"There is no comparison {comparison}."),
        };
    }

    private static bool IsIn(DocumentValue value, Condition.In within)
    {
        foreach (var candidate in within.Values)
        {
            if (value.Same(DocumentValue.Of(candidate.Value)))
            {
                return true;
            }
        }

        return false;
    }

    private static StringComparison Case(bool ignored) => ignored ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static bool AreText(DocumentValue left, DocumentValue right, out string leftText, out string rightText)
    {
        var areText = left.Kind == JsonValueKind.String && right.Kind == JsonValueKind.String;
        leftText = areText ? left.Text : "";
        rightText = areText ? right.Text : "";
        return areText;
    }

    private static bool Contains(DocumentValue value, DocumentValue part, Condition.Contains how)
    {
        switch (value.Kind)
        {
            case JsonValueKind.String when how.Of is null or DocumentType.String:
                return part.Kind == JsonValueKind.String && value.Text.Contains(part.Text, Case(how.IgnoreCase));
            case JsonValueKind.Array when how.Of is null or DocumentType.List:
                for (var index = 0; index < value.Count; index++)
                {
                    if (value.Element(index).Same(part))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    private static bool AnyElement(DocumentValue list, Condition part, bool wanted)
    {
        for (var index = 0; list.Kind == JsonValueKind.Array && index < list.Count; index++)
        {
            if (Evaluate(part, list.Element(index)) == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private static DocumentType? TypeOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Null => DocumentType.Null,
        JsonValueKind.True or JsonValueKind.False => DocumentType.Boolean,
        JsonValueKind.Number => DocumentType.Number,
        JsonValueKind.String => DocumentType.String,
        JsonValueKind.Array => DocumentType.List,
        JsonValueKind.Object => DocumentType.Object,
        _ => null,
    };
}
