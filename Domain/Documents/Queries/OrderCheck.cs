using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>Finds orders that Cosmos DB refuses: several attributes are ordered by only with a composite index in just that order, or in the exact opposite.</summary>
internal static class OrderCheck
{
    /// <exception cref="NotSupportedException">The model has no such index; the message says which to add.</exception>
    public static void ThrowIfUnindexed(Schema schema, ImmutableArray<Ordering> order)
    {
        if (order.Length > 1 && !schema.Indexes.Any(index => Serves(index, order)))
        {
            var parts = string.Join(", ", order.Select(step => $"{step.Path.ToString()[1..]}{(step.Descending ? " descending" : "")}"));
            throw new NotSupportedException($"Ordering '{schema.Name}' by {parts} needs a composite index. Add it to the model with Index(…), in this order of attributes and directions, or all of them the other way round.");
        }
    }

    private static bool Serves(SchemaIndex index, ImmutableArray<Ordering> order)
    {
        if (index.Parts.Length != order.Length)
        {
            return false;
        }

        var isReversed = index.Parts[0].IsDescending != order[0].Descending;
        for (var step = 0; step < order.Length; step++)
        {
            if (!index.Parts[step].Path.Equals(order[step].Path) || (index.Parts[step].IsDescending != order[step].Descending) != isReversed)
            {
                return false;
            }
        }

        return true;
    }
}
