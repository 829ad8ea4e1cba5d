namespace Virga.CosmosEmulator;

/// <summary>A value written in the query.</summary>
internal sealed class LiteralExpression(Value value) : Expression
{
    public Value Value { get; } = value;

    public override string Signature => ValueComparer.Canonical(Value);

    public override bool IsConstant => true;

    public override Value Evaluate(Row row) => Value;
}
