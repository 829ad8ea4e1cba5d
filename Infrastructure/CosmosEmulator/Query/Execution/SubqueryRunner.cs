namespace Virga.CosmosEmulator;

/// <summary>Runs a subquery for the row of the query around it.</summary>
internal static class SubqueryRunner
{
    public static IEnumerable<Value> Run(SelectQuery query, Row row)
    {
        var rows = RowPipeline.Combine(query.From, 0, row);
        return RowPipeline.Results(query, query.Where is { } where ? rows.Where(candidate => where.Evaluate(candidate).IsTrue) : rows, row);
    }
}
