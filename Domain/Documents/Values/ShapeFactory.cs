using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>Finds the shape of CLR types, from what System.Text.Json knows of them.</summary>
internal sealed class ShapeFactory(SchemaSettings settings, FaultList faults)
{
    // Types being looked at: a type inside itself is the same shape again.
    private readonly Dictionary<Type, ObjectShape> _open = [];

    public ValueShape Of(Type type, string subject)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarShapes.Find(type, faults, subject) is { } scalar)
        {
            return scalar;
        }

        JsonTypeInfo info;
        try
        {
            info = ModelJson.Options.GetTypeInfo(type);
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            faults.Add(subject, $"The type {type.Name} cannot be stored: {exception.Message}");
            return AnyShape.Instance;
        }

        if (info.PolymorphismOptions is not null)
        {
            return new AnyShape(DocumentType.Object);
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

    private AttributeModel OfProperty(JsonPropertyInfo property, string subject) =>
        new(property.Name, property.CustomConverter is null ? Of(property.PropertyType, subject) : AnyShape.Instance)
        {
            Member = (property.AttributeProvider as MemberInfo)?.Name,
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
        if (type == typeof(JsonObject))
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
            faults.Add(subject, type == typeof(DateTime)
                ? "DateTime does not say which zone it means. Use DateTimeOffset, or DateOnly for a date."
                : $"The type {type.Name} cannot be stored. Use one of the supported types, or give it a [JsonConverter].");
        }

        return AnyShape.Instance;
    }

    // What a reference type's elements allow is not in the metadata System.Text.Json keeps.
    private static bool AcceptsNull(Type element) => !element.IsValueType || Nullable.GetUnderlyingType(element) is not null;
}
