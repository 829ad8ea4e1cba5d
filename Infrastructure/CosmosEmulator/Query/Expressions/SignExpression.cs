namespace Virga.CosmosEmulator;

/// <summary>The operators before a number: <c>-</c>, <c>+</c>, <c>~</c>.</summary>
internal sealed class SignExpression(string symbol, Expression operand) : Expression
{
    public override IReadOnlyList<Expression> Parts { get; } = [operand];

    public override string Signature => $"{symbol}({operand.Signature})";

    public static Value Negate(Value number) =>
        number.TryGetInteger(out var whole) && whole is not (0 or long.MinValue) ? Value.Of(-whole) : Value.Of(-number.Number);

    public override Value Evaluate(Row row)
    {
        var value = operand.Evaluate(row);
        if (value.Kind != ValueKind.Number)
        {
            return Value.Undefined;
        }

        return symbol switch
        {
            "-" => Negate(value),
            "+" => value,
            _ => Value.Of(~ArithmeticExpression.Bits(value.Number)),
        };
    }
}
