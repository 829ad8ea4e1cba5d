namespace Virga.Documents;

/// <summary>One page of a query.</summary>
/// <typeparam name="T">The model's type; <see cref="System.Text.Json.Nodes.JsonObject"/> from the JSON facet.</typeparam>
/// <param name="Items">The documents, in order; as many as were asked for unless the query ended.</param>
/// <param name="Next">The cursor of the next page; null when there is none. A next page may turn out empty, as in Cosmos DB.</param>
/// <param name="RequestCharge">What the page cost, in request units.</param>
public sealed record Page<T>(IReadOnlyList<Item<T>> Items, string? Next, double RequestCharge)
{
    /// <summary>Documents that are not what the model says, and so are not among the items; empty unless the model reads with <see cref="ReadPolicy.Collect"/>.</summary>
    public IReadOnlyList<DocumentReadException> Unreadable { get; init; } = [];
}
