using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What happens to the attributes of one object on their way out of the store.</summary>
internal static class ReadStages
{
    public static void Apply(ObjectShape shape, JsonObject document, FaultScope scope, (Schema Schema, JsonObject Document) read)
    {
        foreach (var attribute in shape.Attributes)
        {
            var value = document[attribute.Name];
            if (value is null)
            {
                if (attribute.ReadDefault?.Invoke(read.Schema, read.Document) is { } made)
                {
                    document[attribute.Name] = made;
                }

                continue;
            }

            var result = value;
            foreach (var transform in attribute.ReadTransforms)
            {
                result = result is null ? null : transform(result);
            }

            if (result is null)
            {
                document.Remove(attribute.Name);
            }
            else if (!ReferenceEquals(result, value))
            {
                document[attribute.Name] = result;
            }
        }
    }
}
