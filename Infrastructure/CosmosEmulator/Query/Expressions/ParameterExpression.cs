namespace Virga.CosmosEmulator;

/// <summary>A value sent beside the query.</summary>
internal sealed class ParameterExpression(string name, int index) : Expression
{
    public override string Signature => name;

    public override bool IsConstant => true;

    public override Value Evaluate(Row row) => row.Parameters[index];
}
