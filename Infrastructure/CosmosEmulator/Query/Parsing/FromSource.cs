namespace Virga.CosmosEmulator;

/// <summary>One part of FROM: values bound to a name, for each combination of the parts before it.</summary>
/// <param name="Slot">The slot the name is bound to.</param>
/// <param name="Name">The name; empty when nothing can refer to it, as to the container in <c>FROM t IN c.tags</c>.</param>
/// <param name="Path">The expression whose value is bound; null for the container's documents.</param>
/// <param name="Iterates">Whether the elements of the array are bound, one after the other (IN), and not the value itself.</param>
/// <param name="Query">The subquery whose results are bound; null when there is a path.</param>
internal sealed record FromSource(int Slot, string Name, Expression? Path, bool Iterates, SelectQuery? Query)
{
    public bool IsDocuments => Path is null && Query is null;

    /// <summary>The values of this part for the row as bound so far. Not for the container's documents.</summary>
    public IEnumerable<Value> Values(Row row)
    {
        if (Query is not null)
        {
            return SubqueryRunner.Run(Query, row).Where(value => !value.IsUndefined).SelectMany(value => Iterates && value.Kind == ValueKind.Array ? value.Items : Iterates ? [] : [value]);
        }

        var value = Path!.Evaluate(row);
        return Iterates ? value.Kind == ValueKind.Array ? value.Items : []
            : value.IsUndefined ? []
            : [value];
    }
}
