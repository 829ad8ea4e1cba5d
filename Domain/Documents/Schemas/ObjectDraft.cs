using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Text.Json;

namespace Virga.Documents;

/// <summary>An object while its attributes are being defined.</summary>
internal class ObjectDraft(SchemaSettings settings, FaultList faults, ImmutableArray<string> place)
{
    private ObjectShape? _shape;

    public FaultList Faults { get; } = faults;

    public SchemaSettings Settings { get; } = settings;

    /// <summary>Where the object stands in the document, as a pattern; empty for the document itself.</summary>
    public ImmutableArray<string> Place { get; } = place;

    public ObjectShape Root
    {
        get => _shape ??= BuildRoot();
        protected init => _shape = value;
    }

    /// <summary>How the model's values turn into JSON and back.</summary>
    public virtual JsonSerializerOptions Json => Parent!.Json;

    private ObjectDraft? Parent { get; init; }

    public ObjectDraft Inside(ObjectShape shape, ImmutableArray<string> at) => new(Settings, Faults, Place.AddRange(at)) { Root = shape, Parent = this };

    public ObjectShape NewObject() => new(Settings);

    public virtual void SetUnknown(UnknownPolicy policy) => Root.OwnUnknown = policy;

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

    /// <summary>The names an expression steps through, for patterns; none when it names no attribute.</summary>
    public IEnumerable<string> NamesOf(LambdaExpression property)
    {
        try
        {
            return AttributePath.Resolve(Root, property).Shown.Segments.Select(segment => segment.Name ?? "*");
        }
        catch (NotSupportedException)
        {
            return [];
        }
    }

    /// <summary>The attribute of that name, declared now when there is none.</summary>
    public AttributeModel FindOrDeclare(string name, Type type) =>
        Root.Find(name) ?? Declare(name, new ShapeFactory(Settings, Faults, Json).Of(type, name), type);

    public AttributeModel Declare(string name, ValueShape shape, Type type)
    {
        var attribute = new AttributeModel(name, shape) { ValueType = type, IsOptional = ShapeFactory.IsOptional(type) };
        if (Root.Find(name) is not null)
        {
            Faults.Add(name, $"'{name}' is declared already. Give each attribute its own name.");
        }
        else if (name.Contains('.', StringComparison.Ordinal))
        {
            Faults.Add(name, $"'{name}' has a dot. Declare the object around it with Object.");
        }
        else
        {
            Root.Add(attribute);
        }

        return attribute;
    }

    protected virtual ObjectShape BuildRoot() => throw new InvalidOperationException("An object inside a document has its shape.");
}
