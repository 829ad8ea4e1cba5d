namespace Virga.CosmosEmulator;

/// <summary>A call of an aggregate function: its result for the group at hand.</summary>
internal sealed class AggregateExpression(string name, Expression argument, int index) : Expression
{
    public string Name { get; } = name;

    public Expression Argument { get; } = argument;

    public override IReadOnlyList<Expression> Parts { get; } = [argument];

    public override string Signature => $"{Name}({Argument.Signature})";

    public override bool IsConstant => false;

    public override Value Evaluate(Row row) => row.Aggregates[index];
}
