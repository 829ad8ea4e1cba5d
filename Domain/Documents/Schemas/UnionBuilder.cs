namespace Virga.Documents;

/// <summary>Says which types a union has. See <see cref="SchemaBuilder{T}.Union{TUnion}"/>.</summary>
/// <typeparam name="TUnion">The type the kinds derive from.</typeparam>
public sealed class UnionBuilder<TUnion>
{
    internal List<(Type Type, string Kind)> Cases { get; } = [];

    /// <summary>One kind.</summary>
    /// <param name="kind">What the discriminator says in stored documents; it never changes once there are some.</param>
    public UnionBuilder<TUnion> Case<TCase>(string kind)
        where TCase : TUnion
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        Cases.Add((typeof(TCase), kind));
        return this;
    }
}
