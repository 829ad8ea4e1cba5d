namespace Virga.CosmosEmulator;

/// <summary>The operators before a number: <c>-</c>, <c>+</c>, <c>~</c>.</summary>
internal sealed class SignExpression(string symbol, Expression operand) : Expression
{
    public override IReadOnlyList<Expression> Parts { get; } = [operand];

    public override string Signature => $"{symbol}({operand.Signature})";

    public override Value Evaluate(Row row)
    {
        var value = operand.Evaluate(row);
        if (value.Kind != ValueKind.Number)
        {
            return Value.Undefined;
        }

        return symbol switch
        {
            "-" => Value.Of(-value.Number),
            "+" => value,
            _ => Value.Of(~unchecked((int)(long)value.Number)),
        };
    }
}
