using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>The containers an application's models are kept in.</summary>
public sealed class ContainerLayouts
{
    /// <summary>The default container and nothing else.</summary>
    public static readonly ContainerLayouts Default = new(Array.Empty<Schema>());

    private readonly Dictionary<string, ContainerLayout> _layouts;

    /// <summary>The containers of these models, and the default one.</summary>
    public ContainerLayouts(IEnumerable<Schema> schemas)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        var models = schemas.Distinct().ToLookup(schema => schema.Container, StringComparer.Ordinal);
        var faults = ImmutableArray.CreateBuilder<SchemaFault>();
        _layouts = models.ToDictionary(group => group.Key, group => Of(group.Key, [.. group], faults), StringComparer.Ordinal);
        _layouts.TryAdd(StorePartition.DefaultContainer, ContainerLayout.Of(StorePartition.DefaultContainer));
        Faults = faults.ToImmutable();
    }

    /// <summary>A set of layouts made by hand, for tools and tests. The default container is added when it is not among them.</summary>
    public ContainerLayouts(params IEnumerable<ContainerLayout> layouts)
    {
        _layouts = layouts.ToDictionary(layout => layout.Name, StringComparer.Ordinal);
        _layouts.TryAdd(StorePartition.DefaultContainer, ContainerLayout.Of(StorePartition.DefaultContainer));
    }

    /// <summary>All containers.</summary>
    public IReadOnlyCollection<ContainerLayout> All => _layouts.Values;

    /// <summary>What is wrong with models that share a container; empty when they fit.</summary>
    public ImmutableArray<SchemaFault> Faults { get; } = [];

    /// <summary>The layout of a container; the default one's when no model is kept in it.</summary>
    public ContainerLayout Of(string container) => _layouts.TryGetValue(container, out var layout) ? layout : ContainerLayout.Of(container);

    private static ContainerLayout Of(string container, Schema[] schemas, ImmutableArray<SchemaFault>.Builder faults)
    {
        var first = schemas.FirstOrDefault(schema => !schema.PartitionPaths.IsEmpty) ?? schemas[0];
        var names = NamesOf(first);
        foreach (var schema in schemas)
        {
            if (schema.Partitions.Length != names.Length || (!schema.PartitionPaths.IsEmpty && !schema.PartitionPaths.AsSpan().SequenceEqual(names.AsSpan())))
            {
                faults.Add(new SchemaFault(schema.Name, "Container", $"Its partition ({string.Join(", ", NamesOf(schema))}) is not that of '{first.Name}' ({string.Join(", ", names)}), "
                    + $"which is kept in container '{container}' too. Give one of them a container of its own."));
            }
        }

        if (container == StorePartition.DefaultContainer && names is not [EnvelopeNames.Partition])
        {
            faults.Add(new SchemaFault(first.Name, "Container", $"The container '{container}' also has the framework's records, whose partition has the one level '{EnvelopeNames.Partition}'. "
                + "Give hierarchical models, and those with a partition path of their own, another: Container(\"name\")."));
        }

        var unique = schemas.SelectMany(schema => schema.UniqueKeys.Select(key => new UniqueKeyPath(schema.Name, key.Name))).ToImmutableArray();
        if (unique.Length > ContainerLayout.MostUniqueKeys)
        {
            faults.Add(new SchemaFault(first.Name, "Unique", $"The models of container '{container}' have {unique.Length} unique keys; Cosmos DB takes {ContainerLayout.MostUniqueKeys}. "
                + "Spread the models over containers."));
        }

        return new ContainerLayout(container, names, unique);
    }

    private static ImmutableArray<string> NamesOf(Schema schema) =>
        schema.PartitionPaths.IsEmpty ? ContainerLayout.DefaultNames(Math.Clamp(schema.Partitions.Length, 1, 3)) : schema.PartitionPaths;
}
