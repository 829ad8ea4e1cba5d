using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A unique key of a model: no two documents of a partition have the same values there (Cosmos DB; uniqueness ends at the partition).</summary>
/// <param name="Name">The key's name, as <see cref="UniqueKeyException.Key"/> says it.</param>
/// <param name="Paths">The stored paths of its attributes. A document that lacks all of them is left out.</param>
public sealed record UniqueKey(string Name, ImmutableArray<DocumentPath> Paths)
{
    /// <summary>What the key has in a document; null when all attributes are absent. One text for all values, which no stored id can be.</summary>
    internal string? ValueIn(JsonObject document)
    {
        var values = new JsonArray();
        var isAbsent = true;
        foreach (var path in Paths)
        {
            JsonNode? value = document;
            foreach (var segment in path.Segments)
            {
                value = (value as JsonObject)?[segment.Name!];
            }

            isAbsent &= value is null;
            values.Add(value?.DeepClone());
        }

        return isAbsent ? null : values.ToJsonString();
    }
}
