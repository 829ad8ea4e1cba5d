using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Reads a JSON Schema 2020-12 into a model. What cannot be held to is a fault; annotations are passed over.</summary>
/// <remarks>
/// Known: <c>type</c> (one, or one and <c>"null"</c>), <c>format</c> (date-time, date, time, uuid, uri, int32, int64, decimal), <c>properties</c>, <c>required</c>, <c>additionalProperties</c>,
/// <c>items</c>, <c>uniqueItems</c>, <c>enum</c>, <c>const</c>, <c>default</c>, <c>minimum</c>, <c>maximum</c>, lengths, <c>pattern</c>, <c>$ref</c> into <c>$defs</c>.
/// </remarks>
internal sealed class JsonSchemaReader
{
    private const int DeepestLevel = 16;

    private static readonly HashSet<string> Annotations =
        ["$schema", "$id", "$comment", "$defs", "title", "description", "examples", "deprecated", "readOnly", "writeOnly", "type", "format", "default"];

    private readonly JsonObject _root;
    private readonly SchemaSettings _settings;
    private readonly FaultList _faults;

    private JsonSchemaReader(JsonObject root, SchemaSettings settings, FaultList faults)
    {
        _root = root;
        _settings = settings;
        _faults = faults;
    }

    public static void Read(JsonObject jsonSchema, SchemaBuilder<Document> model)
    {
        var reader = new JsonSchemaReader(jsonSchema, model.Draft.Settings, model.Draft.Faults);
        if ((string?)jsonSchema["type"] is not (null or "object"))
        {
            model.Draft.Faults.Add("type", "A model's documents are objects: the JSON Schema must have the type \"object\".");
            return;
        }

        reader.Fill(model.Draft.Root, jsonSchema, "", 0);
        if (model.Draft.Root.OwnUnknown is { } unknown)
        {
            model.Draft.SetUnknown(unknown);
        }
    }

    private void Fill(ObjectShape shape, JsonObject schema, string prefix, int depth)
    {
        Refuse(schema, prefix, "properties", "required", "additionalProperties");
        var required = (schema["required"] as JsonArray)?.Select(name => (string?)name).ToHashSet() ?? [];
        foreach (var (name, inner) in schema["properties"] as JsonObject ?? [])
        {
            var attribute = ReadAttribute(name, inner, prefix + name, depth + 1);
            attribute.IsRequired = required.Remove(name);
            shape.Add(attribute);
        }

        foreach (var name in required.OfType<string>())
        {
            shape.Add(new AttributeModel(name, AnyShape.Instance) { IsRequired = true });
        }

        // JSON Schema lets in what it does not mention.
        var isClosed = schema["additionalProperties"] is JsonValue closed && closed.GetValueKind() == JsonValueKind.False;
        shape.OwnUnknown = new UnknownPolicy(isClosed ? UnknownAttributes.Refuse : UnknownAttributes.Keep, []);
    }

    private AttributeModel ReadAttribute(string name, JsonNode? given, string subject, int depth)
    {
        if (given is JsonValue any && any.GetValueKind() == JsonValueKind.True)
        {
            return new AttributeModel(name, AnyShape.Instance);
        }

        if (Resolve(given, subject) is not { } schema || depth > DeepestLevel)
        {
            _faults.Add(subject, depth > DeepestLevel ? $"The JSON Schema is more than {DeepestLevel} levels deep, or inside itself." : "It is no JSON Schema.");
            return new AttributeModel(name, AnyShape.Instance);
        }

        var shape = ShapeOf(schema, subject, depth);
        var isConstant = schema["const"] is not null;
        var attribute = new AttributeModel(name, isConstant ? new ConstantShape(shape, schema["const"]!.DeepClone()) : shape)
        {
            Rules = [.. JsonSchemaRules.Of(schema, shape, subject, _faults)],
        };
        if ((schema["default"] ?? schema["const"]) is { } value)
        {
            attribute.Default = new AttributeDefault { Make = _ => value.DeepClone(), Constant = value };
        }

        return attribute;
    }

    private ValueShape ShapeOf(JsonObject schema, string subject, int depth)
    {
        var types = schema["type"] switch
        {
            JsonArray several => several.Select(type => (string?)type).Where(type => type != "null").ToArray(),
            { } one => [(string?)one],
            null => [],
        };
        switch (types)
        {
            case []:
                Refuse(schema, subject, "enum", "const");
                return AnyShape.Instance;
            case ["object"] when schema["properties"] is not null:
                var shape = new ObjectShape(_settings);
                Fill(shape, schema, subject + ".", depth);
                return shape;
            case ["object"] when schema["additionalProperties"] is JsonObject values:
                Refuse(schema, subject, "additionalProperties", "minProperties", "maxProperties");
                return new MapShape(ReadAttribute("*", values, subject + ".*", depth + 1).Shape, nullableElements: false);
            case ["object"]:
                Refuse(schema, subject, "minProperties", "maxProperties", "additionalProperties");
                return new AnyShape(DocumentType.Object);
            case ["array"]:
                return ListOf(schema, subject, depth);
            case ["string" or "integer" or "number" or "boolean"]:
                Refuse(schema, subject, "enum", "const", "minLength", "maxLength", "pattern", "minimum", "maximum");
                return ScalarOf(types[0]!, (string?)schema["format"]);
            default:
                _faults.Add(subject, $"The type {schema["type"]!.ToJsonString()} is not known. Use one of string, integer, number, boolean, object, array, with \"null\" beside it or without.");
                return AnyShape.Instance;
        }
    }

    private ListShape ListOf(JsonObject schema, string subject, int depth)
    {
        Refuse(schema, subject, "items", "uniqueItems", "minItems", "maxItems");
        var element = schema["items"] is { } items ? ReadAttribute("[]", items, subject + "[]", depth + 1) : new AttributeModel("[]", AnyShape.Instance);
        if (element.HasRules)
        {
            _faults.Add(subject + "[]", "Rules of a list's elements are not read from JSON Schema. Say them with model.Elements, or of an object's properties.");
        }

        return new ListShape(element.Shape, nullableElements: false, isUnique: schema["uniqueItems"] is JsonValue unique && unique.GetValueKind() == JsonValueKind.True);
    }

    private static ValueShape ScalarOf(string type, string? format) => (type, format) switch
    {
        ("string", "date-time") => TextFormats.DateTime,
        ("string", "date") => TextFormats.Date,
        ("string", "time") => TextFormats.Time,
        ("string", "uuid") => TextFormats.Guid,
        ("string", "uri" or "uri-reference") => TextFormats.Uri,
        ("string", _) => StringShape.Instance,
        ("integer", "int32") => ScalarShapes.Of(typeof(int)),
        ("integer", _) => ScalarShapes.Of(typeof(long)),
        ("number", "decimal") => ScalarShapes.Of(typeof(decimal)),
        ("number", _) => ScalarShapes.Of(typeof(double)),
        _ => BooleanShape.Instance,
    };

    private JsonObject? Resolve(JsonNode? given, string subject)
    {
        if (given is not JsonObject schema || (string?)schema["$ref"] is not { } reference)
        {
            return given as JsonObject;
        }

        const string Definitions = "#/$defs/";
        if (reference.StartsWith(Definitions, StringComparison.Ordinal) && _root["$defs"]?[reference[Definitions.Length..]] is JsonObject definition)
        {
            return definition;
        }

        _faults.Add(subject, $"The reference '{reference}' leads nowhere. References into #/$defs/ of the same JSON Schema are followed.");
        return [];
    }

    // A rule passed over would let in what the schema's author keeps out.
    private void Refuse(JsonObject schema, string subject, params ReadOnlySpan<string> known)
    {
        foreach (var (keyword, _) in schema)
        {
            if (!Annotations.Contains(keyword) && !known.Contains(keyword) && !keyword.StartsWith("x-", StringComparison.Ordinal))
            {
                _faults.Add(subject.Length == 0 ? keyword : subject.TrimEnd('.'), $"The keyword '{keyword}' cannot be held to here. Leave it out, or say the rule in code.");
            }
        }
    }
}
