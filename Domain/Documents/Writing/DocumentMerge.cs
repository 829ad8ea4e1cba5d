using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Takes what the model's code made of a document over into it.</summary>
internal static class DocumentMerge
{
    /// <summary>Every attribute the type has a property for becomes what it is in <paramref name="changed"/>; key, partition, what the framework writes, what nobody declared and what is to be kept stay.</summary>
    public static void Take(ObjectShape root, JsonObject document, JsonObject changed, FaultScope scope, params ReadOnlySpan<string> keep)
    {
        root.Normalise(changed, scope);
        foreach (var attribute in root.Attributes)
        {
            var isTyped = attribute.Member is not null || !root.Attributes.Any(other => other.Member is not null);
            if (attribute.IsFixed || !isTyped || keep.Contains(attribute.Name))
            {
                continue;
            }

            if (changed.Remove(attribute.Name, out var value) && value is not null)
            {
                document[attribute.Name] = value;
            }
            else
            {
                document.Remove(attribute.Name);
            }
        }
    }
}
