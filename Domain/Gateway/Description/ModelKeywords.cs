using System.Text.Json.Nodes;

namespace Virga.Gateway;

/// <summary>Adds what a model says of its attributes to the schema of its type, whose shape stays: the model's own may differ, by stored names for one.</summary>
internal static class ModelKeywords
{
    /// <summary>Adds the model's keywords: lengths, ranges, patterns, values, defaults, what must be there.</summary>
    /// <param name="schema">The type's schema.</param>
    /// <param name="model">The model's, as it is for creating documents.</param>
    public static void Add(JsonObject schema, JsonObject model)
    {
        Require(schema, model["required"] as JsonArray ?? []);
        foreach (var (keyword, value) in model)
        {
            switch (keyword)
            {
                case "properties":
                    AddProperties(schema["properties"] as JsonObject, (JsonObject)value!);
                    break;
                case "items" or "additionalProperties":
                    AddTo(schema[keyword], value);
                    break;
                case "enum" when IsNullable(schema):
                    schema.TryAdd(keyword, new JsonArray([.. ((JsonArray)value!).Select(allowed => allowed?.DeepClone()), null]));
                    break;
                case not ("type" or "required" or "$schema" or "title"):
                    schema.TryAdd(keyword, value?.DeepClone());
                    break;
            }
        }
    }

    private static void AddProperties(JsonObject? properties, JsonObject model)
    {
        foreach (var (name, value) in model)
        {
            AddTo(properties?[name], value);
        }
    }

    private static void AddTo(JsonNode? schema, JsonNode? model)
    {
        // What a model stores in another type, a date as a number for one, has rules about that.
        if (schema is JsonObject own && model is JsonObject attribute && (!own.ContainsKey("type") || Types(attribute).IsSubsetOf(Types(own))))
        {
            Add(own, attribute);
        }
    }

    /// <summary>What the model asks for may be neither missing nor null.</summary>
    private static void Require(JsonObject schema, JsonArray names)
    {
        foreach (var name in names.Select(name => (string)name!))
        {
            if (schema["properties"]?[name] is not JsonObject property)
            {
                continue;
            }

            if (IsNullable(property))
            {
                JsonNode[] types = [.. Types(property).Where(type => type != "null")];
                property["type"] = types is [var only] ? only : new JsonArray(types);
            }

            var required = schema["required"] as JsonArray ?? [];
            schema["required"] = required;
            if (!required.Any(known => (string?)known == name))
            {
                required.Add(name);
            }
        }
    }

    private static bool IsNullable(JsonObject schema) => Types(schema).Contains("null");

    private static HashSet<string> Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => [.. types.Select(type => (string)type!)],
        JsonValue type => [(string)type!],
        _ => [],
    };
}
