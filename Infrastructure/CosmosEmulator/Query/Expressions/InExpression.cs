namespace Virga.CosmosEmulator;

/// <summary>Whether a value equals one of a list.</summary>
internal sealed class InExpression(Expression operand, Expression[] options) : Expression
{
    public Expression Operand { get; } = operand;

    public IReadOnlyList<Expression> Options { get; } = options;

    public override IReadOnlyList<Expression> Parts { get; } = [operand, .. options];

    public override string Signature => $"({Operand.Signature} IN {string.Join(',', Options.Select(option => option.Signature))})";

    public override Value Evaluate(Row row)
    {
        var value = Operand.Evaluate(row);
        if (value.IsUndefined)
        {
            return Value.Undefined;
        }

        foreach (var option in Options)
        {
            if (ValueComparer.Instance.Equals(value, option.Evaluate(row)))
            {
                return Value.True;
            }
        }

        return Value.False;
    }
}
