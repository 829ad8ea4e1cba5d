namespace Virga.CosmosEmulator;

/// <summary>An array made in the query; undefined elements are left out.</summary>
internal sealed class ArrayExpression(Expression[] items) : Expression
{
    public override IReadOnlyList<Expression> Parts { get; } = items;

    public override string Signature => $"[{string.Join(',', Parts.Select(item => item.Signature))}]";

    public override bool IsConstant => Parts.All(part => part.IsConstant);

    public override Value Evaluate(Row row) => Value.Of([.. Parts.Select(item => item.Evaluate(row)).Where(value => !value.IsUndefined)]);
}
