namespace Virga.CosmosEmulator;

/// <summary>AND and OR with three values: false AND anything is false, true OR anything is true; what is no boolean counts as undefined.</summary>
internal sealed class LogicalExpression(bool isAnd, Expression left, Expression right) : Expression
{
    public bool IsAnd { get; } = isAnd;

    public override IReadOnlyList<Expression> Parts { get; } = [left, right];

    public override string Signature => $"({left.Signature} {(IsAnd ? "AND" : "OR")} {right.Signature})";

    public override Value Evaluate(Row row)
    {
        // The value that decides alone: false for AND, true for OR.
        var decisive = !IsAnd;
        var first = left.Evaluate(row);
        if (first.Kind == ValueKind.Boolean && first.Boolean == decisive)
        {
            return first;
        }

        var second = right.Evaluate(row);
        return second.Kind == ValueKind.Boolean && second.Boolean == decisive ? second
            : first.Kind == ValueKind.Boolean && second.Kind == ValueKind.Boolean ? second
            : Value.Undefined;
    }
}
