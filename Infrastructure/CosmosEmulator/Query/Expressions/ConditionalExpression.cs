namespace Virga.CosmosEmulator;

/// <summary><c>test ? a : b</c>: anything but true takes the second.</summary>
internal sealed class ConditionalExpression(Expression test, Expression then, Expression otherwise) : Expression
{
    public override IReadOnlyList<Expression> Parts { get; } = [test, then, otherwise];

    public override string Signature => $"({test.Signature} ? {then.Signature} : {otherwise.Signature})";

    public override Value Evaluate(Row row) => test.Evaluate(row).IsTrue ? then.Evaluate(row) : otherwise.Evaluate(row);
}
