namespace Virga.CosmosEmulator;

/// <summary>Chooses how a query reads its documents: by keys, by an index for its filter or its order, or all.</summary>
/// <remarks>There are no statistics: where there is a choice, the index is asked how many documents it would give, up to a thousand.</remarks>
internal sealed class ScanPlanner(Store store, ContainerInfo container, QueryScope scope)
{
    private const int ManyDocuments = 1000;

    public ScanPlan Plan(SelectQuery query, FromSource documents, Row row)
    {
        if (new KeyAnalysis(container, scope, documents.Slot, row).Find(query.Where) is { } keys)
        {
            return new ScanPlan { Keys = keys };
        }

        var constraints = new PathAnalysis(documents.Slot, row).Find(query.Where);
        if (constraints.Any(constraint => constraint.Ranges.Count == 0))
        {
            return new ScanPlan { IsEmpty = true };
        }

        return PathIndexes.IsOff(store) || (constraints.Count == 0 && query.OrderBy.Count != 1) ? new ScanPlan { Filter = Filter(constraints, null) } : Choose(query, constraints);
    }

    private ScanPlan Choose(SelectQuery query, IReadOnlyList<PathConstraint> constraints)
    {
        var policy = new IndexPolicy(container.Definition.Json["indexingPolicy"]);
        var filters = constraints.Where(constraint => policy.Includes(constraint.Path.Names)).Select(constraint => (Constraint: constraint, Index: Index(constraint.Path))).ToArray();
        var order = !query.IsGrouped && query.OrderBy is [var item] && PropertyExpression.PathOf(item.Expression) is { } path && policy.Includes(path.Names)
            ? Index(new PathKeyReader(path.Names))
            : null;
        var hasOrder = order is not null && store.Indexes.Has(container, order);
        var found = filters.Where(filter => filter.Index.Name != order?.Name && store.Indexes.Has(container, filter.Index)).ToArray();
        var (best, count) = Best(found, hasOrder);
        if (hasOrder && (best is null || count >= ManyDocuments))
        {
            var own = constraints.FirstOrDefault(constraint => constraint.Path.Text == order!.Path.Text);
            var range = own is null ? new KeyRange(IndexKey.Undefined, [0xFF]) : KeyRange.Cover(own.Ranges);
            return new ScanPlan { Index = order, Ranges = [range], IsOrdered = true, Filter = Filter(constraints, own?.Ranges.Count == 1 ? own : null) };
        }

        if (best is { } chosen)
        {
            return new ScanPlan { Index = chosen.Index, Ranges = chosen.Constraint.Ranges, Filter = Filter(constraints, chosen.Constraint), Wanted = hasOrder ? null : order };
        }

        var wanted = filters is [{ Constraint.IsExact: true }, ..] ? filters[0].Index : order ?? (filters.Length > 0 ? filters[0].Index : null);
        return new ScanPlan { Filter = Filter(constraints, null), Wanted = wanted };
    }

    /// <summary>The index that gives the fewest documents, counted only where there is a choice.</summary>
    private ((PathConstraint Constraint, PathIndex Index)? Best, long Count) Best((PathConstraint Constraint, PathIndex Index)[] found, bool hasOrder)
    {
        if (found.Length == 0 || (found.Length == 1 && !hasOrder))
        {
            return (found.Length == 0 ? null : found[0], 0);
        }

        using var lease = store.Rent();
        var counted = found.Select(filter => (filter, Count: new IndexScan(container, filter.Index, scope).Count(lease.Connection, filter.Constraint.Ranges, ManyDocuments))).MinBy(filter => filter.Count);
        return (counted.filter, counted.Count);
    }

    private PathIndex Index(PathKeyReader path) => new(container, path, scope.Partition is not null);

    private static KeyFilter? Filter(IReadOnlyList<PathConstraint> constraints, PathConstraint? answered) =>
        constraints.FirstOrDefault(constraint => constraint != answered) is { } rest ? new KeyFilter(rest) : null;
}
