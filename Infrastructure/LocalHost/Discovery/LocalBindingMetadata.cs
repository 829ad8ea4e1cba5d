namespace Virga.LocalHost;

/// <summary>A binding, named as in function.json.</summary>
internal sealed class LocalBindingMetadata(string name, string type, BindingDirection direction) : BindingMetadata
{
    public LocalBindingMetadata(string name, BindingAttribute attribute, BindingDirection direction)
        : this(name, TypeOf(attribute), direction) => Attribute = attribute;

    public BindingAttribute? Attribute { get; }

    public override string Name { get; } = name;

    public override string Type { get; } = type;

    public override BindingDirection Direction { get; } = direction;

    // HttpTriggerAttribute → httpTrigger, CosmosDBInputAttribute → cosmosDB, QueueOutputAttribute → queue.
    private static string TypeOf(BindingAttribute attribute)
    {
        var name = attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal);
        name = attribute is TriggerBindingAttribute
            ? name
            : name.Replace("Input", "", StringComparison.Ordinal).Replace("Output", "", StringComparison.Ordinal).Replace("Result", "", StringComparison.Ordinal);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
