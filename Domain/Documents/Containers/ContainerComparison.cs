using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>Compares a container with what the app's models want, field by field.</summary>
public static class ContainerComparison
{
    /// <summary>What differs; empty when the container is as wanted.</summary>
    /// <param name="wanted">What the models want.</param>
    /// <param name="actual">What is there; null when there is no such container.</param>
    public static ImmutableArray<ContainerDifference> Compare(ContainerDefinition wanted, ContainerDefinition? actual)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (actual is null)
        {
            return [new ContainerDifference(wanted.Name, "container", "there", "missing", CanChange: true)];
        }

        // The order of partition levels counts; that of keys and indexes does not.
        var differences = ImmutableArray.CreateBuilder<ContainerDifference>();
        Add("partitionKey", string.Join(", ", wanted.PartitionPaths), string.Join(", ", actual.PartitionPaths), canChange: false);
        Add("uniqueKeyPolicy", Sets(wanted.UniqueKeys), Sets(actual.UniqueKeys), canChange: false);
        Add("defaultTtl", Life(wanted.DefaultTimeToLive), Life(actual.DefaultTimeToLive), canChange: true);
        Add("indexingPolicy/includedPaths", wanted.IsIndexed ? "/*" : "nothing", actual.IsIndexed ? "/*" : "nothing", canChange: true);
        Add("indexingPolicy/excludedPaths", Sorted(wanted.ExcludedPaths), Sorted(actual.ExcludedPaths), canChange: true);
        Add("indexingPolicy/compositeIndexes", Sets(wanted.CompositeIndexes), Sets(actual.CompositeIndexes), canChange: true);
        return differences.ToImmutable();

        void Add(string field, string want, string have, bool canChange)
        {
            if (!string.Equals(want, have, StringComparison.Ordinal))
            {
                differences.Add(new ContainerDifference(wanted.Name, field, Or(want), Or(have), canChange));
            }
        }
    }

    private static string Or(string text) => text.Length == 0 ? "none" : text;

    private static string Life(int? seconds) => seconds switch
    {
        null => "off",
        -1 => "on, each document says itself",
        _ => $"{seconds} s",
    };

    private static string Sets<T>(ImmutableArray<ImmutableArray<T>> sets) => Sorted(sets.Select(set => $"({string.Join(", ", set)})"));

    private static string Sorted(IEnumerable<string> texts) => string.Join(", ", texts.Order(StringComparer.Ordinal));
}
