namespace Virga.CosmosEmulator;

/// <summary><c>a ?? b</c>: the second when the first is undefined; null is a value.</summary>
internal sealed class CoalesceExpression(Expression first, Expression second) : Expression
{
    public override IReadOnlyList<Expression> Parts { get; } = [first, second];

    public override string Signature => $"({first.Signature} ?? {second.Signature})";

    public override Value Evaluate(Row row) => first.Evaluate(row) is { IsUndefined: false } value ? value : second.Evaluate(row);
}
