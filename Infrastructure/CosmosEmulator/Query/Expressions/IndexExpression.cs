namespace Virga.CosmosEmulator;

/// <summary>An element of an array or a property of an object by a computed index: <c>c.tags[0]</c>, <c>c[@name]</c>.</summary>
internal sealed class IndexExpression(Expression owner, Expression index) : Expression
{
    /// <summary>Whether it is an element by a number written in the query.</summary>
    public bool IsElement => index is LiteralExpression { Value.Kind: ValueKind.Number };

    public override IReadOnlyList<Expression> Parts { get; } = [owner, index];

    public override string Signature => $"{owner.Signature}[{index.Signature}]";

    public override Value Evaluate(Row row)
    {
        var key = index.Evaluate(row);
        return key.Kind switch
        {
            ValueKind.String => owner.Evaluate(row).Property(key.Text),
            ValueKind.Number when key.Number >= 0 && key.Number <= int.MaxValue && Math.Truncate(key.Number) == key.Number => owner.Evaluate(row).Item((int)key.Number),
            _ => Value.Undefined,
        };
    }
}
