using System.Text;

namespace Virga.CosmosEmulator;

/// <summary>GROUP BY and aggregates: one result for each group, in the order asked for or else in which the groups were met; without GROUP BY one group, even of no rows.</summary>
internal static class Grouping
{
    /// <summary>The groups of rows that are bound one after the other. Each has the place of its first row.</summary>
    public static IEnumerable<OrderedRow> Results(SelectQuery query, OrderedRowComparer order, IEnumerable<OrderedRow> rows, Row row)
    {
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        var met = new List<Group>();
        foreach (var member in rows)
        {
            var key = Key(query, row);
            if (!groups.TryGetValue(key, out var group))
            {
                group = new Group(member with { Document = null }, (Value[])row.Slots.Clone(), query);
                groups.Add(key, group);
                met.Add(group);
            }

            group.Add(query, row);
        }

        if (met.Count == 0 && query.GroupBy.Count == 0)
        {
            met.Add(new Group(new OrderedRow([], 0, 0), new Value[row.Slots.Length], query));
        }

        var (slots, aggregates) = (row.Slots, row.Aggregates);
        try
        {
            var results = new List<OrderedRow>(met.Count);
            foreach (var group in met)
            {
                row.Slots = group.Slots;
                row.Aggregates = [.. group.Accumulators.Select(accumulator => accumulator.Result)];
                if (query.Projection.Evaluate(row) is { IsUndefined: false } result)
                {
                    results.Add(group.First with { Result = result });
                }
            }

            return query.OrderBy.Count > 0 ? results.Order(order) : results;
        }
        finally
        {
            row.Slots = slots;
            row.Aggregates = aggregates;
        }
    }

    private static string Key(SelectQuery query, Row row)
    {
        var key = new StringBuilder();
        foreach (var expression in query.GroupBy)
        {
            key.Append(ValueComparer.Canonical(expression.Evaluate(row)));
        }

        return key.ToString();
    }

    private sealed class Group(OrderedRow first, Value[] slots, SelectQuery query)
    {
        public OrderedRow First { get; } = first;

        /// <summary>The bindings of the group's first row: what its keys are evaluated against.</summary>
        public Value[] Slots { get; } = slots;

        public Accumulator[] Accumulators { get; } = [.. query.Aggregates.Select(aggregate => new Accumulator(aggregate.Name))];

        public void Add(SelectQuery owner, Row row)
        {
            for (var i = 0; i < Accumulators.Length; i++)
            {
                Accumulators[i].Add(owner.Aggregates[i].Argument.Evaluate(row));
            }
        }
    }
}
