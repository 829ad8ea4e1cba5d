using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One difference between two states of a document.</summary>
/// <param name="Path">The attribute, as the model shows it; lists differ as a whole.</param>
/// <param name="Before">Its value before; null when it was absent.</param>
/// <param name="After">Its value after; null when it is absent.</param>
public sealed record DocumentChange(DocumentPath Path, JsonNode? Before, JsonNode? After)
{
    /// <summary>All differences, in the order of the names. Objects are compared within.</summary>
    internal static List<DocumentChange> Between(JsonObject before, JsonObject after)
    {
        var changes = new List<DocumentChange>();
        Collect(changes, DocumentPath.Root, before, after);
        return changes;
    }

    private static void Collect(List<DocumentChange> changes, DocumentPath path, JsonObject before, JsonObject after)
    {
        foreach (var name in before.Select(attribute => attribute.Key).Union(after.Select(attribute => attribute.Key)).Order(StringComparer.Ordinal))
        {
            var (old, current) = (before[name], after[name]);
            if (old is JsonObject oldMap && current is JsonObject map)
            {
                Collect(changes, path.Append(name), oldMap, map);
            }
            else if (!JsonEquality.Same(old, current))
            {
                changes.Add(new DocumentChange(path.Append(name), old?.DeepClone(), current?.DeepClone()));
            }
        }
    }
}
