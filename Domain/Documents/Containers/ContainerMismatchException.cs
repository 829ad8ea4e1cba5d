using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>A container exists and differs from what the models want in what can never change. Every use of the store throws it, with all such differences, until one side is changed.</summary>
public sealed class ContainerMismatchException(ImmutableArray<ContainerDifference> differences)
    : StoreException("container-mismatch",
        "Containers differ from the models in what Cosmos DB never changes once a container is made:" + Environment.NewLine
            + string.Join(Environment.NewLine, differences.Select(difference => $"- {difference}."))
            + Environment.NewLine + "Change the models back, or export the container, delete it, start the app and import it again.",
        isTransient: false)
{
    /// <summary>What differs; never empty.</summary>
    public ImmutableArray<ContainerDifference> Differences { get; } = differences;
}
