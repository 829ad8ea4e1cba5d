using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>What a model's documents are not found by.</summary>
public static class SchemaIndexing
{
    /// <summary>Leaves an attribute, and all inside it, out of the container's index: writes of large ones cost less, and no condition or ordering should ask for it (Cosmos DB would read every document).</summary>
    /// <remarks>The index is the container's: another model in it that has an attribute at the same place loses that, too.</remarks>
    public static SchemaBuilder<T> Unindexed<T, TValue>(this SchemaBuilder<T> model, Expression<Func<T, TValue>> attribute)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(attribute);
        model.Draft.PendingUnindexed.Add(attribute);
        return model;
    }
}
