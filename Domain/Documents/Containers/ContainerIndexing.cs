using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>Adds what models say of indexes to their container.</summary>
internal static class ContainerIndexing
{
    /// <summary>The container with the indexes of its models, each once.</summary>
    public static ContainerDefinition Apply(ContainerDefinition definition, IEnumerable<Schema> schemas)
    {
        var models = schemas.ToList();
        return definition with
        {
            ExcludedPaths = [.. models.SelectMany(model => model.Unindexed).Select(path => PathOf(path) + "/*").Distinct().Order(StringComparer.Ordinal)],
            CompositeIndexes =
            [
                .. models.SelectMany(model => model.Indexes).Where(index => index.IsComposite)
                    .DistinctBy(index => string.Join(',', index.Parts.Select(part => $"{part.Path} {part.IsDescending}")))
                    .Select(index => index.Parts.Select(part => new CompositePath(PathOf(part.Path), part.IsDescending)).ToImmutableArray()),
            ],
        };
    }

    // Names that are no plain identifiers stand in quotation marks (Cosmos DB's index paths).
    private static string PathOf(DocumentPath path) => string.Concat(path.Segments.Select(segment =>
        segment.Name!.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') ? "/" + segment.Name : $"/\"{segment.Name}\""));
}
