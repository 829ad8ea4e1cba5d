namespace Virga.CosmosEmulator;

/// <summary>LIKE: <c>%</c> is any text, <c>_</c> any character, <c>[a-f]</c> and <c>[^a-f]</c> sets; case matters.</summary>
internal sealed class LikeExpression(Expression operand, Expression pattern, char? escape) : Expression
{
    public override IReadOnlyList<Expression> Parts { get; } = [operand, pattern];

    public override string Signature => $"({operand.Signature} LIKE {pattern.Signature} {escape})";

    /// <summary>What every match begins with, when the pattern is the same for all rows; else null.</summary>
    public string? Prefix(Row row) => pattern.IsConstant && pattern.Evaluate(row) is { Kind: ValueKind.String } like ? LikePattern.Of(like.Text, escape).Prefix : null;

    public override Value Evaluate(Row row)
    {
        var value = operand.Evaluate(row);
        var like = pattern.Evaluate(row);
        return value.Kind == ValueKind.String && like.Kind == ValueKind.String
            ? Value.Of(LikePattern.Of(like.Text, escape).IsMatch(value.Text))
            : Value.Undefined;
    }
}
