namespace Virga.CosmosEmulator;

/// <summary>Answers <c>COUNT(1)</c> over a whole scope without reading a document.</summary>
internal static class CountScan
{
    public static bool IsPossible(SelectQuery query, QueryRequest request) =>
        query is { From: [{ IsDocuments: true }], Where: null, GroupBy.Count: 0, Aggregates.Count: > 0 } && request.Resume is null
        && query.Aggregates.All(aggregate => aggregate.Name == "COUNT" && aggregate.Argument is LiteralExpression { Value.IsUndefined: false });

    public static OrderedRow Run(Store store, ContainerInfo container, QueryScope scope, SelectQuery query, Row row, double now)
    {
        row.Aggregates = new Value[query.Aggregates.Count];
        Array.Fill(row.Aggregates, Value.Of(Count(store, container, scope, now)));
        return new OrderedRow([], 0, 0, query.Projection.Evaluate(row));
    }

    private static long Count(Store store, ContainerInfo container, QueryScope scope, double now)
    {
        using var lease = store.Rent();
        if (container.Definition.DefaultTtl is null && scope.Low is null)
        {
            // Nothing expires: SQLite counts without looking at rows.
            using var all = scope.IsAll ? lease.Connection.Prepare(container.Tables.Count) : lease.Connection.Prepare(container.Tables.CountPartition).Bind(1, scope.Partition);
            all.Step();
            return all.Int64(0);
        }

        var tables = container.Tables;
        using var rows = scope.Bind(lease.Connection.Prepare(scope.Pick(tables.CountLiving, tables.CountAllLiving, tables.CountRangeLiving, tables.CountPrefixLiving)))
            .Bind(1, container.Definition.DefaultTtl).Bind(4, (long)Math.Floor(now));
        rows.Step();
        return rows.Int64(0);
    }
}
