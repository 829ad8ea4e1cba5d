using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Reads what a filter compares an attribute or its size with.</summary>
internal sealed class FilterComparison(FilterParser parser, FilterAttribute attribute, bool isSize = false)
{
    private FilterTokens Tokens => parser.Tokens;

    private Operand Left => isSize ? new Operand.Size(attribute.Stored) : attribute.Operand;

    public Condition Parse()
    {
        if (Operator() is { } comparison)
        {
            return Compare(comparison);
        }

        var position = Tokens.Position;
        var isNot = Tokens.Take("not");
        if (Tokens.Take("in"))
        {
            return isNot ? new Condition.Not(In()) : In();
        }

        if (Tokens.Take("between"))
        {
            RequireOrder(position);
            var low = Literal();
            Tokens.Expect("and");
            var between = new Condition.All([Ordered(ComparisonOperator.GreaterThanOrEqual, low), Ordered(ComparisonOperator.LessThanOrEqual, Literal())]);
            return isNot ? new Condition.Not(between) : between;
        }

        return !isNot && !isSize && attribute.Shape is BooleanShape
            ? new Condition.Compare(Left, ComparisonOperator.Equal, new Operand.Literal(true))
            : throw Tokens.Unexpected("a comparison (==, !=, <, <=, >, >=, in, not in, between)");
    }

    private ComparisonOperator? Operator()
    {
        ComparisonOperator? comparison = Tokens.Kind is FilterTokenKind.Symbol or FilterTokenKind.Name ? Tokens.Value switch
        {
            "==" or "eq" => ComparisonOperator.Equal,
            "!=" or "ne" => ComparisonOperator.NotEqual,
            "<" or "lt" => ComparisonOperator.LessThan,
            "<=" or "le" => ComparisonOperator.LessThanOrEqual,
            ">" or "gt" => ComparisonOperator.GreaterThan,
            ">=" or "ge" => ComparisonOperator.GreaterThanOrEqual,
            _ => null,
        } : null;
        if (comparison is not null and not (ComparisonOperator.Equal or ComparisonOperator.NotEqual))
        {
            RequireOrder(Tokens.Position);
        }

        if (comparison is not null)
        {
            Tokens.Next();
        }

        return comparison;
    }

    private Condition Compare(ComparisonOperator comparison)
    {
        var isNot = comparison == ComparisonOperator.NotEqual;
        var equal = isNot ? ComparisonOperator.Equal : comparison;
        var condition = IsAttribute() ? CompareAttribute(equal) : CompareValue(equal);
        return isNot ? new Condition.Not(condition) : condition;
    }

    private bool IsAttribute() => Tokens.Kind == FilterTokenKind.QuotedName || (Tokens.Kind == FilterTokenKind.Name && Tokens.Value is not ("true" or "false" or "null"));

    private Condition CompareAttribute(ComparisonOperator comparison)
    {
        var other = parser.Attribute();
        var compare = new Condition.Compare(Left, comparison, other.Operand);
        return comparison == ComparisonOperator.Equal && !isSize
            ? new Condition.Any([compare, new Condition.All([Condition.IsNull(attribute.Stored), Condition.IsNull(other.Stored)])])
            : compare;
    }

    private Condition CompareValue(ComparisonOperator comparison)
    {
        if (parser.Value(out var position) is not { } value)
        {
            // As in C#: nothing is smaller or greater than null.
            return comparison == ComparisonOperator.Equal && !isSize ? Condition.IsNull(attribute.Stored) : new Condition.Any([]);
        }

        return Ordered(comparison, LiteralOf(value, position));
    }

    private Condition.Compare Ordered(ComparisonOperator comparison, Operand.Literal value) => new(Left, comparison, value);

    private Condition In()
    {
        Tokens.Expect("(");
        var values = ImmutableArray.CreateBuilder<Operand.Literal>();
        var hasNull = false;
        do
        {
            parser.CountTerm();
            if (parser.Value(out var position) is { } value)
            {
                values.Add(LiteralOf(value, position));
            }
            else
            {
                hasNull = true;
            }
        }
        while (Tokens.Take(","));
        Tokens.Expect(")");
        var within = new Condition.In(Left, values.ToImmutable());
        return hasNull && !isSize ? new Condition.Any([within, Condition.IsNull(attribute.Stored)]) : within;
    }

    private Operand.Literal Literal() => parser.Value(out var position) is { } value ? LiteralOf(value, position) : throw new FilterException("null has no order.", position);

    private Operand.Literal LiteralOf(JsonNode value, int position)
    {
        if (!isSize)
        {
            return attribute.Literal(value, position);
        }

        return value.GetValueKind() == JsonValueKind.Number ? new Operand.Literal(value) : throw new FilterException("A size is compared with a number.", position);
    }

    private void RequireOrder(int position)
    {
        if (!isSize && !attribute.Shape.IsOrdered)
        {
            throw new FilterException($"'{attribute.Shown}' has no order: it is {attribute.Shape.Description}. Compare with == or != only.", position);
        }
    }
}
