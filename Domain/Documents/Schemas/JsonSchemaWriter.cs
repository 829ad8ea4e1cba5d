using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Writes objects with declared attributes as JSON Schema 2020-12.</summary>
internal static class JsonSchemaWriter
{
    // Types inside themselves would not end; below this depth an object is just an object.
    private const int DeepestLevel = 16;

    public static JsonObject Write(ObjectShape shape, UnknownPolicy unknown, JsonSchemaContext context)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (context.Depth >= DeepestLevel)
        {
            return schema;
        }

        context.Depth++;
        WriteAttributes(shape, schema, context);
        context.Depth--;

        if (unknown.Otherwise == UnknownAttributes.Refuse && unknown.Kept.IsEmpty)
        {
            schema["additionalProperties"] = false;
        }

        return schema;
    }

    private static void WriteAttributes(ObjectShape shape, JsonObject schema, JsonSchemaContext context)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var attribute in shape.Attributes)
        {
            var isWritten = attribute.Role != AttributeRole.Plain;
            if (isWritten && context.View != SchemaView.Read)
            {
                continue;
            }

            properties[attribute.Name] = WriteAttribute(attribute, context);
            if (IsRequired(attribute, context.View))
            {
                required.Add(attribute.Name);
            }
        }

        schema["properties"] = properties;
        if (required.Count > 0)
        {
            schema["required"] = required;
        }
    }

    private static JsonObject WriteAttribute(AttributeModel attribute, JsonSchemaContext context)
    {
        var schema = attribute.Shape.ToJsonSchema(context);
        foreach (var rule in attribute.Rules)
        {
            rule.Describe(schema);
        }

        // What a patch leaves out is left alone: no default comes in its place.
        if (attribute.ConstantDefault is { } value && context.View != SchemaView.Merge)
        {
            schema["default"] = value.DeepClone();
        }

        if (context.View == SchemaView.Read && (attribute.Role != AttributeRole.Plain || (attribute.IsKey && attribute.Default is not null)))
        {
            schema["readOnly"] = true;
        }

        if (context.View == SchemaView.Merge && !attribute.IsKey && !attribute.IsPartition && !attribute.IsRequired && schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
            (schema["enum"] as JsonArray)?.Add(null);
        }

        return schema;
    }

    private static bool IsRequired(AttributeModel attribute, SchemaView view) => view switch
    {
        SchemaView.Merge => false,
        SchemaView.Read => attribute.IsRequired || attribute.IsKey || attribute.IsPartition
            || attribute.Role is AttributeRole.CreatedAt or AttributeRole.UpdatedAt || attribute.ConstantDefault is not null,
        _ => attribute.IsRequired && attribute.Default is null && !attribute.IsKey && !attribute.IsPartition,
    };
}
