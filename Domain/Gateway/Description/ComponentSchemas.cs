using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Virga.Gateway;

/// <summary>The document's <c>components/schemas</c>: each type and each view of a model is in it once, and referred to. Lists and maps stand where they are used.</summary>
internal sealed class ComponentSchemas(OpenApiDocument document, JsonSerializerOptions json, IApiTexts? texts = null)
{
    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true };

    private readonly Dictionary<(Type, string), string> _names = [];

    public IOpenApiSchema OfType(Type type)
    {
        if (json.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object)
        {
            return Reference(type, "", () => Export(type));
        }

        var inline = Export(type);
        SchemaReferences.Rebase(inline, "");
        return Parse(inline);
    }

    /// <summary>A type's schema for a document other than OpenAPI's.</summary>
    /// <param name="type">The type.</param>
    /// <param name="json">How it becomes JSON.</param>
    /// <param name="pointer">Where the schema will stand.</param>
    public static JsonObject OfType(Type type, JsonSerializerOptions json, string pointer)
    {
        var schema = json.GetJsonSchemaAsNode(type, Exporter) as JsonObject ?? [];
        SchemaReferences.Rebase(schema, pointer);
        return schema;
    }

    public IOpenApiSchema Named(string name, JsonObject schema)
    {
        Add(name, schema);
        return new OpenApiSchemaReference(name, document);
    }

    public OpenApiSchema Inline(JsonObject schema) => Parse(schema);

    /// <summary>A component that is about a type, and is written when it is asked for first.</summary>
    /// <param name="type">The type.</param>
    /// <param name="suffix">What of it: after its name.</param>
    /// <param name="write">Writes the schema.</param>
    public OpenApiSchemaReference Reference(Type type, string suffix, Func<JsonObject> write) => new(NameOf(type, suffix, write), document);

    /// <summary>Adds what is said of a type and its properties to its schema.</summary>
    public JsonObject Described(Type type, JsonObject schema)
    {
        Say(schema, type);
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), StringComparer.Ordinal);
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            if (property is JsonObject value && members.TryGetValue(name, out var member))
            {
                Say(value, member);
            }
        }

        return schema;
    }

    private string NameOf(Type type, string suffix, Func<JsonObject> write)
    {
        if (!_names.TryGetValue((type, suffix), out var name))
        {
            name = FreeName(NameOf(type) + suffix);
            _names[(type, suffix)] = name;

            // The name is taken before the schema is written, which may refer to itself.
            document.Components!.Schemas![name] = new OpenApiSchema();
            Add(name, write());
        }

        return name;
    }

    private JsonObject Export(Type type) => json.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = Exporter.TreatNullObliviousAsNonNullable,
        TransformSchemaNode = Transform,
    }) as JsonObject ?? [];

    /// <summary>Makes a component of each object type inside another, and adds what is said of types and properties.</summary>
    private JsonObject Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var schema = node as JsonObject ?? [];
        if (context.Path.IsEmpty)
        {
            Say(schema, context.TypeInfo.Type);
            return schema;
        }

        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            var type = context.TypeInfo.Type;
            var reference = new JsonObject { ["$ref"] = SchemaReferences.Pointer(NameOf(type, "", () => Export(type))) };
            var isNullable = context.PropertyInfo is { IsGetNullable: true };
            schema = isNullable ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference;
        }

        if (schema.ContainsKey("enum") && !schema.ContainsKey("type"))
        {
            schema["type"] = "string";
        }

        Say(schema, context.PropertyInfo?.AttributeProvider as MemberInfo);
        return schema;
    }

    private void Say(JsonObject schema, MemberInfo? member)
    {
        if (member is not null && !schema.ContainsKey("description") && texts?.Of(member) is { } text)
        {
            schema["description"] = text;
        }
    }

    private void Add(string name, JsonObject schema)
    {
        schema.Remove("$schema");
        SchemaReferences.Rebase(schema, SchemaReferences.Pointer(name));
        document.Components!.Schemas![name] = Parse(schema);
    }

    private OpenApiSchema Parse(JsonObject schema) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(schema.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _, "json")
        ?? throw new InvalidOperationException($"This is no JSON Schema: {schema.ToJsonString()}");

    private string FreeName(string wanted)
    {
        var name = wanted;
        for (var number = 2; document.Components!.Schemas!.ContainsKey(name); number++)
        {
            name = wanted + number;
        }

        return name;
    }

    private static string NameOf(Type type) =>
        type.IsArray ? NameOf(type.GetElementType()!) + "List"
            : type.IsGenericType ? type.Name.Split('`')[0] + string.Concat(type.GetGenericArguments().Select(NameOf))
            : type.Name;
}
