using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A container as the app's models want it: what the embedded endpoint is made to have, and what Bicep deploys.</summary>
/// <param name="Name">The container's name.</param>
public sealed record ContainerDefinition(string Name)
{
    /// <summary>The partition's paths, the most general first: one to three. Cannot change once the container is made.</summary>
    public ImmutableArray<string> PartitionPaths { get; init; } = [];

    /// <summary>The unique keys, each its paths. Cannot change once the container is made.</summary>
    public ImmutableArray<ImmutableArray<string>> UniqueKeys { get; init; } = [];

    /// <summary>Seconds documents live that do not say so themselves; -1 for ever; null when expiry is off, even for documents that ask for it.</summary>
    /// <value>-1</value>
    public int? DefaultTimeToLive { get; init; } = -1;

    /// <summary>Whether every path is indexed but the excluded ones.</summary>
    /// <value>true</value>
    public bool IsIndexed { get; init; } = true;

    /// <summary>Paths that are not indexed, <c>_etag</c> aside: no condition may ask for them, and writes cost less.</summary>
    public ImmutableArray<string> ExcludedPaths { get; init; } = [];

    /// <summary>The composite indexes, for ordering by several attributes.</summary>
    public ImmutableArray<ImmutableArray<CompositePath>> CompositeIndexes { get; init; } = [];

    /// <summary>The containers of an app's models, by name.</summary>
    public static ImmutableArray<ContainerDefinition> Of(SchemaCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Of(new ContainerLayouts(catalog.Schemas), catalog.Schemas);
    }

    /// <summary>The containers of these layouts, indexed as the models say.</summary>
    public static ImmutableArray<ContainerDefinition> Of(ContainerLayouts layouts, IEnumerable<Schema> schemas)
    {
        ArgumentNullException.ThrowIfNull(layouts);
        var models = schemas.ToLookup(schema => schema.Container, StringComparer.Ordinal);
        return [.. layouts.All.OrderBy(layout => layout.Name, StringComparer.Ordinal).Select(layout => ContainerIndexing.Apply(
            new ContainerDefinition(layout.Name)
            {
                PartitionPaths = [.. layout.PartitionPaths],
                UniqueKeys = [.. layout.UniqueKeys.Select(key => ImmutableArray.Create(key.ToString()))],
            },
            models[layout.Name]))];
    }

    /// <summary>The definitions as <c>bicep/modules/cosmos.bicep</c> reads them.</summary>
    public static JsonArray ToJson(IEnumerable<ContainerDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return new JsonArray([.. definitions.Select(definition => definition.ToJson())]);
    }

    private JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["partitionKeyPaths"] = Texts(PartitionPaths),
        ["uniqueKeyPaths"] = new JsonArray([.. UniqueKeys.Select(Texts)]),
        ["excludedPaths"] = Texts(ExcludedPaths),
        ["compositeIndexes"] = new JsonArray([.. CompositeIndexes.Select(index => new JsonArray([.. index.Select(Part)]))]),
    };

    private static JsonObject Part(CompositePath part) => new() { ["path"] = part.Path, ["order"] = part.Descending ? "descending" : "ascending" };

    private static JsonArray Texts(ImmutableArray<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
