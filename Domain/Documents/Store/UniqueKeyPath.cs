namespace Virga.Documents;

/// <summary>One unique key of a container: no two documents of a partition have the same value there.</summary>
/// <param name="Model">The model that has the key.</param>
/// <param name="Name">The key's name within the model.</param>
/// <remarks>The value is kept at <c>/_u/model/name</c>. Documents without one (those of other models, the framework's records, and those whose attributes are absent) keep their
/// own id there: Cosmos DB counts an absent path as null, and null must be unique too.</remarks>
public readonly record struct UniqueKeyPath(string Model, string Name)
{
    /// <summary>The path as Cosmos DB writes it.</summary>
    public override string ToString() => $"/{EnvelopeNames.Unique}/{Model}/{Name}";
}
