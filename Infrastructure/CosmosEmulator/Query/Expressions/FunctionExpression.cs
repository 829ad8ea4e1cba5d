namespace Virga.CosmosEmulator;

/// <summary>A call of a built-in function.</summary>
internal sealed class FunctionExpression(Function function, Expression[] arguments) : Expression
{
    /// <summary>The function's name, in capitals.</summary>
    public string Name => function.Name;

    public override IReadOnlyList<Expression> Parts { get; } = arguments;

    public override string Signature => $"{function.Name}({string.Join(',', Parts.Select(argument => argument.Signature))})";

    public override bool IsConstant => Parts.All(part => part.IsConstant);

    public override Value Evaluate(Row row)
    {
        var values = new Value[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(row);
        }

        return function.Call(values, row);
    }
}
