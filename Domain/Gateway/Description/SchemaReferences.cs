using System.Text.Json.Nodes;

namespace Virga.Gateway;

/// <summary>References between schemas.</summary>
internal static class SchemaReferences
{
    /// <summary>What a reference to a component says.</summary>
    public static string Pointer(string name) => "#/components/schemas/" + name;

    /// <summary>A schema's references to its own parts (<c>#/properties/x</c>) mean the whole OpenAPI document once it stands in it; and a schema that is just <c>true</c> is written as one without rules.</summary>
    public static void Rebase(JsonNode? node, string root)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var element in list)
                {
                    Rebase(element, root);
                }

                break;
            case JsonObject members:
                if (members["$ref"] is JsonValue reference && (string?)reference is ['#', ..] own && !own.StartsWith("#/components/", StringComparison.Ordinal))
                {
                    members["$ref"] = root + own[1..];
                }

                if (members["properties"] is JsonObject properties)
                {
                    foreach (var any in properties.Where(property => property.Value is JsonValue).Select(property => property.Key).ToList())
                    {
                        properties[any] = new JsonObject();
                    }
                }

                foreach (var (_, value) in members)
                {
                    Rebase(value, root);
                }

                break;
        }
    }
}
