using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One attribute of a model, read back.</summary>
public sealed record SchemaAttribute
{
    private SchemaAttribute(AttributeModel attribute, HashSet<ObjectShape> around)
    {
        Name = attribute.Name;
        StoredName = attribute.StoredName;
        Type = attribute.Shape.Type;
        StoredType = attribute.Shape.StoredType;
        Description = attribute.Shape.Description;
        ValueType = attribute.ValueType;
        Member = attribute.Member;
        IsKey = attribute.IsKey;
        IsPartition = attribute.IsPartition;
        IsRequired = attribute.IsRequired;
        IsRequiredSometimes = attribute.RequiredWhen is not null;
        IsWritten = attribute.Role != AttributeRole.Plain;
        HasDefault = attribute.Default is not null;
        ConstantDefault = attribute.ConstantDefault?.DeepClone();
        IsAsGiven = attribute is { HasTransforms: false, ReadTransforms: [], ReadDefault: null };
        Aliases = attribute.Aliases;
        var schema = new JsonObject();
        foreach (var rule in attribute.Rules)
        {
            rule.Describe(schema);
        }

        Rules = schema;
        Attributes = Inner(attribute.Shape, around);
    }

    /// <summary>The name models and JSON show.</summary>
    public string Name { get; }

    /// <summary>The name in the store.</summary>
    public string StoredName { get; }

    /// <summary>The JSON type as shown.</summary>
    public DocumentType Type { get; }

    /// <summary>The JSON type in the store.</summary>
    public DocumentType StoredType { get; }

    /// <summary>What people call the values: "a whole number", "a UUID".</summary>
    public string Description { get; }

    /// <summary>The CLR type; null when none was said.</summary>
    public Type? ValueType { get; }

    /// <summary>The CLR property; null when the type has none.</summary>
    public string? Member { get; }

    /// <summary>Whether it is the key.</summary>
    public bool IsKey { get; }

    /// <summary>Whether it is a level of the partition.</summary>
    public bool IsPartition { get; }

    /// <summary>Whether it must have a value.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether it must have a value in some documents.</summary>
    public bool IsRequiredSometimes { get; }

    /// <summary>Whether the framework writes it: timestamps, computed attributes, the revision.</summary>
    public bool IsWritten { get; }

    /// <summary>Whether it has a value when none is given.</summary>
    public bool HasDefault { get; }

    /// <summary>The default when it is always the same.</summary>
    public JsonNode? ConstantDefault { get; }

    /// <summary>Whether values are stored and shown as they are given: the model transforms them neither on the way in nor on the way out.</summary>
    public bool IsAsGiven { get; }

    /// <summary>Other names it is accepted under.</summary>
    public ImmutableArray<string> Aliases { get; }

    /// <summary>The rules that JSON Schema has keywords for.</summary>
    public JsonObject Rules { get; }

    /// <summary>What is inside: the attributes of the object, of a list's or dictionary's objects, or of a union's kinds. Empty for anything else, and for a type inside itself.</summary>
    public ImmutableArray<SchemaAttribute> Attributes { get; }

    internal static ImmutableArray<SchemaAttribute> Of(ObjectShape shape) => Of(shape, []);

    private static ImmutableArray<SchemaAttribute> Of(ObjectShape shape, HashSet<ObjectShape> around)
    {
        if (!around.Add(shape))
        {
            return [];
        }

        ImmutableArray<SchemaAttribute> attributes = [.. shape.Attributes.Select(attribute => new SchemaAttribute(attribute, around))];
        around.Remove(shape);
        return attributes;
    }

    private static ImmutableArray<SchemaAttribute> Inner(ValueShape shape, HashSet<ObjectShape> around) => shape switch
    {
        ObjectShape map => Of(map, around),
        ListShape list => Inner(list.Element, around),
        MapShape map => Inner(map.Element, around),
        UnionShape union => [.. union.Shapes.SelectMany(one => Of(one, around)).DistinctBy(attribute => attribute.Name)],
        _ => [],
    };
}
