using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A query as it would be sent.</summary>
/// <param name="Text">The text in the store's language; in Cosmos DB, SQL whose values are all parameters.</param>
/// <param name="Parameters">The values by name.</param>
/// <param name="Container">The container asked.</param>
/// <param name="Partition">The partition, or its first levels; null for all.</param>
/// <param name="Reach">How much of the container is asked, and so what drives the cost.</param>
public sealed record QueryDescription(string Text, IReadOnlyList<KeyValuePair<string, JsonNode?>> Parameters, string Container, PartitionKey? Partition, QueryReach Reach)
{
    internal static QueryDescription Of(IDocumentStore store, Schema schema, StoreQuery plan)
    {
        var text = store.Describe(plan);
        var reach = plan.Partition is not { } partition ? QueryReach.AllPartitions
            : partition.Count == schema.Partitions.Length ? QueryReach.OnePartition
            : QueryReach.PartitionPrefix;
        return new QueryDescription(text.Text, text.Parameters, plan.Container, plan.Partition, reach);
    }
}
