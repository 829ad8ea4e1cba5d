namespace Virga.CosmosEmulator;

/// <summary>Compares two values. Equality is defined between all types; order only within booleans, numbers and strings (and null with null).</summary>
internal sealed class ComparisonExpression(string symbol, Expression left, Expression right) : Expression
{
    public string Symbol { get; } = symbol == "<>" ? "!=" : symbol;

    public Expression Left { get; } = left;

    public Expression Right { get; } = right;

    public override IReadOnlyList<Expression> Parts { get; } = [left, right];

    public override string Signature => $"({Left.Signature} {Symbol} {Right.Signature})";

    public override Value Evaluate(Row row)
    {
        var left = Left.Evaluate(row);
        var right = Right.Evaluate(row);
        if (left.IsUndefined || right.IsUndefined)
        {
            return Value.Undefined;
        }

        return Symbol switch
        {
            "=" => Value.Of(ValueComparer.Instance.Equals(left, right)),
            "!=" => Value.Of(!ValueComparer.Instance.Equals(left, right)),
            _ => Ordered(Symbol, left, right),
        };
    }

    public static Value Ordered(string symbol, Value left, Value right)
    {
        if (left.Kind != right.Kind || !left.IsPrimitive)
        {
            return Value.Undefined;
        }

        var order = ValueComparer.Instance.Compare(left, right);
        return Value.Of(symbol switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        });
    }
}
