using System.Text;

namespace Virga.CosmosEmulator;

/// <summary>GROUP BY and aggregates: one result for each group, in the order asked for or else in which the groups were met; without GROUP BY one group, even of no rows.</summary>
internal static class Grouping
{
    public static IEnumerable<Value> Results(SelectQuery query, IEnumerable<Row> rows, Row row)
    {
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        var order = new List<Group>();
        foreach (var member in rows)
        {
            var key = Key(query, member);
            if (!groups.TryGetValue(key, out var group))
            {
                group = new Group((Value[])member.Slots.Clone(), query);
                groups.Add(key, group);
                order.Add(group);
            }

            group.Add(query, member);
        }

        if (order.Count == 0 && query.GroupBy.Count == 0)
        {
            order.Add(new Group(new Value[row.Slots.Length], query));
        }

        var (slots, aggregates) = (row.Slots, row.Aggregates);
        try
        {
            var results = new List<OrderedRow>(order.Count);
            foreach (var group in order)
            {
                row.Slots = group.First;
                row.Aggregates = [.. group.Accumulators.Select(accumulator => accumulator.Result)];
                results.Add(new OrderedRow([.. query.OrderBy.Select(item => item.Expression.Evaluate(row))], results.Count, 0, query.Projection.Evaluate(row)));
            }

            if (query.OrderBy.Count > 0)
            {
                results.Sort(new OrderedRowComparer(query.OrderBy));
            }

            return results.Select(result => result.Result);
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

    private sealed class Group(Value[] first, SelectQuery query)
    {
        /// <summary>The bindings of the group's first row: what its keys are evaluated against.</summary>
        public Value[] First { get; } = first;

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
