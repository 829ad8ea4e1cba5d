using Virga.Documents;

namespace Virga.Gateway;

/// <summary>One declared order of a list.</summary>
/// <param name="Name">What clients write; with a minus before it for the other way round.</param>
/// <param name="Order">Orders a query, ascending or descending.</param>
internal sealed record ResourceSort<T>(string Name, Func<Query<T>, bool, Query<T>> Order);
