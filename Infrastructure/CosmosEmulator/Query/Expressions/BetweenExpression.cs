namespace Virga.CosmosEmulator;

/// <summary>Whether a value lies between two others, both included.</summary>
internal sealed class BetweenExpression(Expression operand, Expression low, Expression high) : Expression
{
    public override IReadOnlyList<Expression> Parts { get; } = [operand, low, high];

    public override string Signature => $"({operand.Signature} BETWEEN {low.Signature} AND {high.Signature})";

    public override Value Evaluate(Row row)
    {
        var value = operand.Evaluate(row);
        var above = ComparisonExpression.Ordered(">=", value, low.Evaluate(row));
        var below = ComparisonExpression.Ordered("<=", value, high.Evaluate(row));
        return above.Kind == ValueKind.Boolean && !above.Boolean ? Value.False
            : below.Kind == ValueKind.Boolean && !below.Boolean ? Value.False
            : above.IsTrue && below.IsTrue ? Value.True
            : Value.Undefined;
    }
}
