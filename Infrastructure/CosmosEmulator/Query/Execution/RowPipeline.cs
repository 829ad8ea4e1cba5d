namespace Virga.CosmosEmulator;

/// <summary>The clauses of a query one after the other, over rows in memory: FROM, WHERE, GROUP BY, SELECT, DISTINCT.</summary>
internal static class RowPipeline
{
    /// <summary>Binds every combination of the sources from <paramref name="index"/> on; each step of the result is one of them, bound in the row.</summary>
    public static IEnumerable<Row> Combine(IReadOnlyList<FromSource> sources, int index, Row row)
    {
        if (index == sources.Count)
        {
            yield return row;
            yield break;
        }

        var source = sources[index];
        foreach (var value in source.Values(row))
        {
            row.Slots[source.Slot] = value;
            foreach (var combined in Combine(sources, index + 1, row))
            {
                yield return combined;
            }
        }
    }

    /// <summary>All results of a query without ORDER BY, from the rows that pass its filter. The rows are one object, bound anew for each.</summary>
    public static IEnumerable<Value> Results(SelectQuery query, IEnumerable<Row> rows, Row row)
    {
        var results = query.IsGrouped
            ? Grouping.Results(query, new OrderedRowComparer([]), rows.Select((_, index) => new OrderedRow([], 0, index)), row).Select(result => result.Result)
            : rows.Select(query.Projection.Evaluate).Where(value => !value.IsUndefined);
        return query.IsDistinct ? results.Distinct(ValueComparer.Instance) : results;
    }

    /// <summary>What OFFSET, LIMIT and TOP come to.</summary>
    public static (int Skip, int? Take) Window(SelectQuery query, Row row) =>
        (query.Offset is null ? 0 : Count(query.Offset, row, "OFFSET"),
        query.Limit is not null ? Count(query.Limit, row, "LIMIT") : query.Top is not null ? Count(query.Top, row, "TOP") : null);

    private static int Count(Expression expression, Row row, string clause) =>
        Arguments.IsInt(expression.Evaluate(row), out var count) && count >= 0 ? count
        : throw WireFault.BadRequest($"{clause} must be a whole number, 0 or more.");
}
