namespace Virga.Documents;

/// <summary>One way in which a container is not what the app's models want.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Field">What differs, as Cosmos DB names it: <c>partitionKey</c>, <c>uniqueKeyPolicy</c>, <c>defaultTtl</c>, <c>indexingPolicy/excludedPaths</c>, …</param>
/// <param name="Wanted">What the models want.</param>
/// <param name="Actual">What is there.</param>
/// <param name="CanChange">Whether a container that exists can be changed so.</param>
public sealed record ContainerDifference(string Container, string Field, string Wanted, string Actual, bool CanChange)
{
    /// <summary>The difference in a line.</summary>
    public override string ToString() => $"{Container}.{Field} is {Actual}, and the models want {Wanted}";
}
