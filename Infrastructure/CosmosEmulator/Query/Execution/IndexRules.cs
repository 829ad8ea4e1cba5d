using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Refuses the orders that the service refuses for want of an index, so that a missing index is found here and not in production.</summary>
internal static class IndexRules
{
    public static void Check(ContainerInfo container, SelectQuery query)
    {
        if (query.OrderBy is [var only] && !new IndexPolicy(container.Definition.Json["indexingPolicy"]).Includes(PropertyExpression.PathWithElements(only.Expression)!.Value.Names))
        {
            throw WireFault.BadRequest($"The index path corresponding to the specified order-by item is excluded: {Path(only)}.");
        }

        if (query.OrderBy.Count < 2)
        {
            return;
        }

        var wanted = query.OrderBy.Select(item => (Path: Path(item), item.IsDescending)).ToArray();
        var indexes = container.Definition.Json["indexingPolicy"]?["compositeIndexes"] as JsonArray ?? [];
        if (!indexes.OfType<JsonArray>().Any(index => Serves(index, wanted)))
        {
            throw WireFault.BadRequest(
                "The order by query does not have a corresponding composite index that it can be served from: "
                + string.Join(", ", wanted.Select(item => item.Path + (item.IsDescending ? " DESC" : " ASC"))) + ".");
        }
    }

    /// <summary>An index serves its own order and the exact opposite.</summary>
    private static bool Serves(JsonArray index, (string Path, bool IsDescending)[] wanted)
    {
        if (index.Count != wanted.Length)
        {
            return false;
        }

        var paths = index.Select(part => (string?)part?["path"]).ToArray();
        var descending = index.Select(part => string.Equals((string?)part?["order"], "descending", StringComparison.OrdinalIgnoreCase)).ToArray();
        return wanted.Select(item => item.Path).SequenceEqual(paths.Select(Normal))
            && (wanted.Select(item => item.IsDescending).SequenceEqual(descending) || wanted.Select(item => !item.IsDescending).SequenceEqual(descending));
    }

    private static string Path(OrderItem item) => string.Concat(PropertyExpression.PathWithElements(item.Expression)!.Value.Names.Select(name => "/" + name));

    private static string Normal(string? path) => string.Concat(PropertyPath.Parse(path ?? "").Names.Select(name => "/" + name));
}
