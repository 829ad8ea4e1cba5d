using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>Finds the shape of CLR types, from what System.Text.Json knows of them.</summary>
internal sealed class ShapeFactory(SchemaSettings settings, FaultList faults, JsonSerializerOptions json)
{
    // Types being looked at: a type inside itself is the same shape again.
    private readonly Dictionary<Type, ObjectShape> _open = [];
    private readonly Dictionary<Type, ValueShape> _unions = [];

    public ValueShape Of(Type type, string subject)
    {
        type = ValueOf(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Reference<>))
        {
            return new ReferenceShape(type.GetGenericArguments()[0]);
        }

        if (ScalarShapes.Find(type, faults, subject) is { } scalar)
        {
            return scalar;
        }

        JsonTypeInfo info;
        try
        {
            info = json.GetTypeInfo(type);
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            faults.Add(subject, $"The type {type.Name} cannot be stored: {exception.Message}");
            return AnyShape.Instance;
        }

        if (info.PolymorphismOptions is { } options)
        {
            return OfUnion(type, info, options, subject);
        }

        return info.Kind switch
        {
            JsonTypeInfoKind.Object => OfObject(type, info, subject, isRoot: false),
            JsonTypeInfoKind.Enumerable => OfList(type, info, subject),
            JsonTypeInfoKind.Dictionary => OfMap(info, subject),
            _ => OfConverted(type, info, subject),
        };
    }

    public ObjectShape OfObject(Type type, JsonTypeInfo info, string subject, bool isRoot)
    {
        if (_open.TryGetValue(type, out var open))
        {
            if (open.IsRoot)
            {
                faults.Add(subject, $"The type {type.Name} is the document itself and cannot be inside one. Use another type for the inner objects.");
            }

            return open;
        }

        var shape = new ObjectShape(settings) { IsRoot = isRoot };
        _open.Add(type, shape);
        if (type.IsAbstract || type.IsInterface)
        {
            faults.Add(subject, $"The type {type.Name} is abstract, so a stored value cannot be read back. Use a class or record.");
        }

        foreach (var property in info.Properties)
        {
            if (ModelJson.IsStored(property))
            {
                shape.Add(OfProperty(property, isRoot ? property.Name : $"{subject}.{property.Name}"));
            }
        }

        _open.Remove(type);
        return shape;
    }

    public static bool IsOptional(Type type) => typeof(IOptional).IsAssignableFrom(type);

    private static Type ValueOf(Type type)
    {
        type = IsOptional(type) ? type.GetGenericArguments()[0] : type;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private ValueShape OfUnion(Type type, JsonTypeInfo info, JsonPolymorphismOptions options, string subject)
    {
        if (_unions.TryGetValue(type, out var open))
        {
            faults.Add(subject, $"The union {type.Name} is inside itself. Keep such values as JSON (JsonNode).");
            return open;
        }

        _unions.Add(type, AnyShape.Instance);
        var cases = options.DerivedTypes.Where(derived => derived.TypeDiscriminator is not null).Select(derived =>
            (Kind: (JsonNode)(derived.TypeDiscriminator is int number ? JsonValue.Create(number) : JsonValue.Create((string)derived.TypeDiscriminator!)), derived.DerivedType)).ToList();
        var shapes = cases.Select(one => (one.Kind, OfCase(one.DerivedType, one.Kind, options.TypeDiscriminatorPropertyName, subject))).ToList();
        _unions.Remove(type);
        var isWhole = type.IsAbstract || type.IsInterface || cases.Exists(one => one.DerivedType == type);
        return new UnionShape(options.TypeDiscriminatorPropertyName, [.. shapes], isWhole ? null : OfObject(type, info, subject, isRoot: false));
    }

    private ObjectShape OfCase(Type type, JsonNode kind, string discriminator, string subject)
    {
        var shape = OfObject(type, json.GetTypeInfo(type), subject, isRoot: false);
        if (shape.Find(discriminator) is null)
        {
            shape.Add(new AttributeModel(discriminator, new ConstantShape(kind.GetValueKind() == JsonValueKind.Number ? ScalarShapes.Of(typeof(int)) : StringShape.Instance, kind)) { IsRequired = true });
        }

        return shape;
    }

    private AttributeModel OfProperty(JsonPropertyInfo property, string subject) =>
        new(property.Name, property.CustomConverter is null ? Of(property.PropertyType, subject) : AnyShape.Instance)
        {
            Member = (property.AttributeProvider as MemberInfo)?.Name,
            ValueType = property.PropertyType,
            IsOptional = IsOptional(property.PropertyType),
            IsRequired = property.IsRequired,
        };

    private ListShape OfList(Type type, JsonTypeInfo info, string subject)
    {
        var element = info.ElementType ?? typeof(object);
        var isSet = type.IsGenericType && Array.Exists([type, .. type.GetInterfaces()], candidate =>
            candidate.IsGenericType && candidate.GetGenericTypeDefinition() is { } definition
            && (definition == typeof(ISet<>) || definition == typeof(IReadOnlySet<>)));
        return new ListShape(Of(element, $"{subject}[]"), AcceptsNull(element), isSet);
    }

    private MapShape OfMap(JsonTypeInfo info, string subject)
    {
        var element = info.ElementType ?? typeof(object);
        if (info.KeyType is { } key && key != typeof(string))
        {
            faults.Add(subject, $"A dictionary's keys must be strings, not {key.Name}.");
        }

        return new MapShape(Of(element, $"{subject}.*"), AcceptsNull(element));
    }

    private AnyShape OfConverted(Type type, JsonTypeInfo info, string subject)
    {
        if (type == typeof(JsonObject) || type == typeof(Document))
        {
            return new AnyShape(DocumentType.Object);
        }

        if (type == typeof(JsonArray))
        {
            return new AnyShape(DocumentType.List);
        }

        var isAny = type == typeof(object) || type == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(type);
        if (!isAny && info.Converter.GetType().Assembly == typeof(JsonSerializer).Assembly)
        {
            faults.Add(subject, $"The type {type.Name} cannot be stored. Use one of the supported types, or give it a [JsonConverter].");
        }

        return AnyShape.Instance;
    }

    // What a reference type's elements allow is not in the metadata System.Text.Json keeps.
    private static bool AcceptsNull(Type element) => !element.IsValueType || Nullable.GetUnderlyingType(element) is not null;
}
