using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Turns container definitions into the SDK's properties and back.</summary>
internal static class ContainerMapping
{
    private const string EveryPath = "/*";
    private const string EtagPath = "/\"_etag\"/?";

    /// <summary>The properties of a container that is to be made.</summary>
    public static ContainerProperties ToProperties(ContainerDefinition definition)
    {
        // Given a list, the SDK makes a hierarchical key even of one path, and every write pays for it.
        var properties = definition.PartitionPaths is [var path] ? new ContainerProperties(definition.Name, path) : new ContainerProperties(definition.Name, [.. definition.PartitionPaths]);
        // The first version hashes 101 bytes of a key and refuses longer ones.
        properties.PartitionKeyDefinitionVersion = PartitionKeyDefinitionVersion.V2;
        Change(properties, definition);
        foreach (var paths in definition.UniqueKeys)
        {
            var key = new Microsoft.Azure.Cosmos.UniqueKey();
            foreach (var part in paths)
            {
                key.Paths.Add(part);
            }

            properties.UniqueKeyPolicy.UniqueKeys.Add(key);
        }

        return properties;
    }

    /// <summary>Changes what can change of a container that exists.</summary>
    public static void Change(ContainerProperties properties, ContainerDefinition definition)
    {
        properties.DefaultTimeToLive = definition.DefaultTimeToLive;
        properties.IndexingPolicy = PolicyOf(definition);
    }

    /// <summary>A container as it is.</summary>
    public static ContainerDefinition ToDefinition(ContainerProperties properties) => new(properties.Id)
    {
        PartitionPaths = [.. properties.PartitionKeyPaths ?? [properties.PartitionKeyPath]],
        UniqueKeys = [.. (properties.UniqueKeyPolicy?.UniqueKeys ?? []).Select(key => key.Paths.ToImmutableArray())],
        DefaultTimeToLive = properties.DefaultTimeToLive,
        IsIndexed = properties.IndexingPolicy.IndexingMode != IndexingMode.None && properties.IndexingPolicy.IncludedPaths.Any(included => included.Path == EveryPath),
        ExcludedPaths = [.. properties.IndexingPolicy.ExcludedPaths.Select(excluded => excluded.Path).Where(path => path != EtagPath)],
        CompositeIndexes = [.. properties.IndexingPolicy.CompositeIndexes.Select(index => index.Select(PartOf).ToImmutableArray())],
    };

    private static Documents.CompositePath PartOf(Microsoft.Azure.Cosmos.CompositePath part) => new(part.Path, part.Order == CompositePathSortOrder.Descending);

    private static IndexingPolicy PolicyOf(ContainerDefinition definition)
    {
        var policy = new IndexingPolicy { IndexingMode = IndexingMode.Consistent, Automatic = true };
        policy.IncludedPaths.Add(new IncludedPath { Path = EveryPath });
        foreach (var path in definition.ExcludedPaths.Append(EtagPath))
        {
            policy.ExcludedPaths.Add(new ExcludedPath { Path = path });
        }

        foreach (var index in definition.CompositeIndexes)
        {
            policy.CompositeIndexes.Add(new Collection<Microsoft.Azure.Cosmos.CompositePath>([.. index.Select(part => new Microsoft.Azure.Cosmos.CompositePath
            {
                Path = part.Path,
                Order = part.Descending ? CompositePathSortOrder.Descending : CompositePathSortOrder.Ascending,
            })]));
        }

        return policy;
    }
}
