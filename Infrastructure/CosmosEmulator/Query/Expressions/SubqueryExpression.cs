namespace Virga.CosmosEmulator;

/// <summary>A query inside a query, run for each row of the outer one.</summary>
internal sealed class SubqueryExpression(SubqueryKind kind, SelectQuery query) : Expression
{
    /// <summary>Subqueries are never the same for two rows as far as GROUP BY is concerned.</summary>
    public override string Signature { get; } = $"subquery{query.Position}";

    public override bool IsConstant => false;

    public override Value Evaluate(Row row) => kind switch
    {
        SubqueryKind.Exists => Value.Of(SubqueryRunner.Run(query, row).Any()),
        SubqueryKind.Array => Value.Of([.. SubqueryRunner.Run(query, row).Where(value => !value.IsUndefined)]),
        SubqueryKind.First => SubqueryRunner.Run(query, row).FirstOrDefault(),
        SubqueryKind.Last => SubqueryRunner.Run(query, row).LastOrDefault(),
        _ => One(row),
    };

    private Value One(Row row)
    {
        var results = SubqueryRunner.Run(query, row).Take(2).ToArray();
        return results.Length switch
        {
            0 => Value.Undefined,
            1 => results[0],
            _ => throw WireFault.BadRequest("The cardinality of a scalar subquery result set cannot be greater than one."),
        };
    }
}
