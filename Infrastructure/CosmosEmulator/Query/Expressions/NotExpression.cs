namespace Virga.CosmosEmulator;

/// <summary>NOT: undefined for what is no boolean.</summary>
internal sealed class NotExpression(Expression operand) : Expression
{
    public override IReadOnlyList<Expression> Parts { get; } = [operand];

    public override string Signature => $"NOT({operand.Signature})";

    public override Value Evaluate(Row row)
    {
        var value = operand.Evaluate(row);
        return value.Kind == ValueKind.Boolean ? Value.Of(!value.Boolean) : Value.Undefined;
    }
}
