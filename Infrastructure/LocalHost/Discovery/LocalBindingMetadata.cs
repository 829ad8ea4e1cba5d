namespace Virga.LocalHost;

/// <summary>A binding, named as in function.json.</summary>
internal sealed class LocalBindingMetadata(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name { get; } = name;

    public override string Type { get; } = type;

    public override BindingDirection Direction { get; } = direction;

    /// <summary>The type of an attribute's binding: HttpTriggerAttribute → httpTrigger, CosmosDBInputAttribute → cosmosDB, QueueOutputAttribute → queue.</summary>
    public static string TypeOf(Type attribute)
    {
        var name = attribute.Name.Replace("Attribute", "", StringComparison.Ordinal);
        name = attribute.IsSubclassOf(typeof(TriggerBindingAttribute))
            ? name
            : name.Replace("Input", "", StringComparison.Ordinal).Replace("Output", "", StringComparison.Ordinal).Replace("Result", "", StringComparison.Ordinal);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
