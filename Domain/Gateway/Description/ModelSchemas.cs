using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>The schemas of models and of what holds their documents: pages, bulk results, selections of attributes.</summary>
internal sealed class ModelSchemas(ComponentSchemas components)
{
    /// <summary>A view of a model.</summary>
    /// <param name="schema">The model.</param>
    /// <param name="view">What the documents are used for.</param>
    /// <param name="optional">Attributes that may be left out though the model asks for them.</param>
    public OpenApiSchemaReference OfModel(Schema schema, SchemaView view, params ReadOnlySpan<string> optional)
    {
        var json = schema.ToJsonSchema(view);
        foreach (var name in optional)
        {
            if (json["required"] is JsonArray required && required.FirstOrDefault(known => (string?)known == name) is { } wanted)
            {
                required.Remove(wanted);
            }
        }

        var suffix = view switch
        {
            SchemaView.Read => "",
            SchemaView.Merge => "Patch",
            _ => "Input",
        };
        return components.Reference(schema.ValueType, suffix, () => components.Described(schema.ValueType, json));
    }

    /// <summary>A document, or just the attributes of it that were asked for.</summary>
    public IOpenApiSchema OfFields(Schema schema) => components.Inline(Fields(schema));

    public IOpenApiSchema OfPage(Schema schema)
    {
        var item = Fields(schema);
        return components.Reference(schema.ValueType, "Page", () => new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("items", "next"),
            ["properties"] = new JsonObject
            {
                ["items"] = new JsonObject { ["type"] = "array", ["items"] = item },
                ["next"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "The cursor of the next page; null when this is the last." },
            },
        });
    }

    public IOpenApiSchema OfBulk(Schema schema)
    {
        return components.Reference(schema.ValueType, "BulkResult", () => new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("failed", "results"),
            ["properties"] = new JsonObject
            {
                ["failed"] = new JsonObject { ["type"] = "integer", ["description"] = "How many operations were refused." },
                ["results"] = new JsonObject
                {
                    ["type"] = "array",
                    ["description"] = "One result for each operation, in their order.",
                    ["items"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["required"] = new JsonArray("status"),
                        ["properties"] = new JsonObject
                        {
                            ["status"] = new JsonObject { ["type"] = "integer", ["description"] = "What the operation alone would have been answered with." },
                            ["id"] = new JsonObject { ["type"] = "string" },
                            ["etag"] = new JsonObject { ["type"] = "string" },
                            ["item"] = Whole(schema),
                            ["problem"] = new JsonObject { ["$ref"] = SchemaReferences.Pointer("Problem") },
                        },
                    },
                },
            },
        });
    }

    public IOpenApiSchema OfModelOrType<T>(IServiceProvider services) =>
        services.GetService<SchemaCatalog>()?.Schemas.FirstOrDefault(schema => schema.ValueType == typeof(T)) is { } schema
            ? OfModel(schema, SchemaView.Read)
            : components.OfType(typeof(T));

    /// <summary>Any of two: OpenAPI cannot say that an answer depends on a parameter.</summary>
    private JsonObject Fields(Schema schema)
    {
        var part = components.Reference(schema.ValueType, "Fields", () =>
        {
            var fields = components.Described(schema.ValueType, schema.ToJsonSchema(SchemaView.Read));
            RemoveRequired(fields);
            fields["description"] = $"The attributes of a '{schema.Name}' that 'fields' names.";
            return fields;
        });
        return new JsonObject { ["anyOf"] = new JsonArray(Whole(schema), new JsonObject { ["$ref"] = SchemaReferences.Pointer(part.Reference.Id!) }) };
    }

    private JsonObject Whole(Schema schema) => new() { ["$ref"] = SchemaReferences.Pointer(OfModel(schema, SchemaView.Read).Reference.Id!) };

    private static void RemoveRequired(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var element in list)
                {
                    RemoveRequired(element);
                }

                break;
            case JsonObject members:
                // A property of that name is an object.
                if (members["required"] is JsonArray)
                {
                    members.Remove("required");
                }

                foreach (var (_, value) in members)
                {
                    RemoveRequired(value);
                }

                break;
        }
    }
}
