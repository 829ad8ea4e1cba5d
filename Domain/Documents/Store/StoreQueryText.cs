using System.Text;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A query in a store's own language.</summary>
/// <param name="Text">The text; in Cosmos DB, SQL whose values are all parameters.</param>
/// <param name="Parameters">The values by name, in order.</param>
public sealed record StoreQueryText(string Text, IReadOnlyList<KeyValuePair<string, JsonNode?>> Parameters)
{
    /// <summary>The query for a store without a language of its own.</summary>
    internal static StoreQueryText Plain(StoreQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = new StringBuilder();
        if (query.Filter is not null)
        {
            ConditionText.Write(text, query.Filter);
        }

        return new StoreQueryText(text.ToString(), []);
    }
}
