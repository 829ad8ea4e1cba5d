using System.Linq.Expressions;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>A model while it is being defined.</summary>
internal sealed class SchemaDraft<T>
{
    public SchemaDraft(string name)
    {
        Faults = new FaultList(name);
        Root = BuildRoot();
    }

    public FaultList Faults { get; }

    public SchemaSettings Settings { get; } = new();

    public ObjectShape Root { get; }

    public List<AttributeModel> Partitions { get; } = [];

    public List<AttributeModel> Keys { get; } = [];

    public List<ComputedAttribute<T>> Computed { get; } = [];

    /// <summary>The attribute a definition names; a stand-in, with a fault, when there is none.</summary>
    public AttributeModel Find(LambdaExpression property, bool topLevel)
    {
        ArgumentNullException.ThrowIfNull(property);
        string reason;
        try
        {
            var path = AttributePath.Resolve(Root, property);
            if (path.Attribute is { } attribute && (!topLevel || path.Parent!.Parent is null))
            {
                return attribute;
            }

            reason = topLevel
                ? "Key and partition are properties of the document itself, not of an object inside it."
                : "Rules are for properties, not for elements of lists and dictionaries.";
        }
        catch (NotSupportedException exception)
        {
            reason = exception.Message;
        }

        Faults.Add(property.Body.ToString(), reason);
        return new AttributeModel(property.Body.ToString(), AnyShape.Instance);
    }

    /// <summary>The stored path of an attribute, nested or not, outside lists; the root, with a fault, when there is none.</summary>
    public DocumentPath PathOf(LambdaExpression attribute)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        try
        {
            var path = AttributePath.Resolve(Root, attribute).Stored;
            if (path.Segments.All(segment => segment.Name is not null))
            {
                return path;
            }

            Faults.Add(attribute.Body.ToString(), "An element of a list cannot be part of a unique key.");
        }
        catch (NotSupportedException exception)
        {
            Faults.Add(attribute.Body.ToString(), exception.Message);
        }

        return DocumentPath.Root;
    }

    public void AddTimestamp(string name, AttributeRole role)
    {
        var attribute = FindOrAdd(name, TextFormats.DateTime);
        if (!ReferenceEquals(attribute.Shape, TextFormats.DateTime))
        {
            Faults.Add(
                name,
                $"A timestamp is a point in time, but the type declares '{name}' as {attribute.Shape.Description}. Make it a DateTimeOffset, or name the timestamp otherwise.");
        }

        attribute.Role = role;
    }

    public void AddComputed<TValue>(string name, Func<T, TValue> compute)
    {
        var known = Root.Find(name);
        if (known is { Role: not AttributeRole.Plain })
        {
            Faults.Add(name, "The attribute is already computed or a timestamp. Give each its own name.");
            return;
        }

        var attribute = known ?? FindOrAdd(name, new ShapeFactory(Settings, Faults).Of(typeof(TValue), name));
        attribute.Role = AttributeRole.Computed;
        var codec = new ValueCodec<TValue>();
        Computed.Add(new ComputedAttribute<T>(attribute, value => codec.Write(compute(value))));
    }

    private AttributeModel FindOrAdd(string name, ValueShape shape)
    {
        if (Root.Find(name) is { } known)
        {
            return known;
        }

        var attribute = new AttributeModel(name, shape);
        Root.Add(attribute);
        return attribute;
    }

    private ObjectShape BuildRoot()
    {
        try
        {
            var info = ModelJson.Options.GetTypeInfo(typeof(T));
            if (info.Kind == JsonTypeInfoKind.Object && info.PolymorphismOptions is null)
            {
                return new ShapeFactory(Settings, Faults).OfObject(typeof(T), info, "", isRoot: true);
            }

            Faults.Add(typeof(T).Name, "A model's type is a class or record with properties.");
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            Faults.Add(typeof(T).Name, $"The type cannot be a model: {exception.Message}");
        }

        return new ObjectShape(Settings) { IsRoot = true };
    }
}
