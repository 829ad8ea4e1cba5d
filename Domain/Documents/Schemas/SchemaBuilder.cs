using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Says what a model's documents are. Used inside <see cref="Schema.Define{T}"/>; nothing here throws, faults are collected.</summary>
/// <remarks>More of it: <see cref="SchemaPlacement"/> (container, expiry, indexes, unique keys) and <see cref="SchemaHookExtensions"/> (the model's own code).</remarks>
/// <typeparam name="T">The model's type; <see cref="Document"/> for a model without one.</typeparam>
public sealed class SchemaBuilder<T> : ObjectBuilder<T>
{
    internal SchemaBuilder(SchemaDraft<T> draft)
        : base(draft)
    {
        Draft = draft;
    }

    internal SchemaDraft<T> Draft { get; }

    /// <summary>The property documents are grouped by (DynamoDB's hash key). Call it again, up to three times in all, for a hierarchical partition,
    /// the most general level first.</summary>
    /// <remarks>A string, whole number, enum, UUID or date. Its value never changes once a document is written.</remarks>
    public PropertyBuilder<T, TValue> Partition<TValue>(Expression<Func<T, TValue>> property) => Partition<TValue>(Draft.Find(property, topLevel: true));

    /// <summary>As the other, by the attribute's name in JSON.</summary>
    public PropertyBuilder<T, string> Partition(string name) => Partition<string>(Draft.FindOrDeclare(name, typeof(string)));

    /// <summary>The property that names a document within its partition (DynamoDB's range key).</summary>
    /// <remarks>A string, whole number, enum, UUID or date. Its value never changes once a document is written. It may be the partition's property.</remarks>
    public PropertyBuilder<T, TValue> Key<TValue>(Expression<Func<T, TValue>> property) => Key<TValue>(Draft.Find(property, topLevel: true));

    /// <summary>As the other, by the attribute's name in JSON.</summary>
    public PropertyBuilder<T, string> Key(string name) => Key<string>(Draft.FindOrDeclare(name, typeof(string)));

    /// <summary>Keeps when a document was created and last written, in UTC. May be said again for more names.</summary>
    /// <remarks>A property of the type with that name (<see cref="DateTimeOffset"/>) is filled; without one the attribute is kept all the same
    /// and shows in <see cref="Item{T}.CreatedAt"/> and in JSON.
    /// Without a property for the creation time, saving costs a read more, to keep it.</remarks>
    /// <param name="createdAt">The name of the creation time; null for none.</param>
    /// <param name="updatedAt">The name of the time of the last write; null for none.</param>
    /// <param name="storage">How both are kept.</param>
    public SchemaBuilder<T> Timestamps(string? createdAt = "createdAt", string? updatedAt = "updatedAt", DateStorage storage = DateStorage.Iso)
    {
        if (createdAt is not null)
        {
            Draft.AddTimestamp(createdAt, AttributeRole.CreatedAt, storage);
        }

        if (updatedAt is not null)
        {
            Draft.AddTimestamp(updatedAt, AttributeRole.UpdatedAt, storage);
        }

        return this;
    }

    /// <summary>A whole number that is 1 when a document is created and one more at every write.</summary>
    /// <remarks>A save of a value that carries a revision other than the stored one's fails with <see cref="ETagMismatchException"/>; a value that carries none (0) is saved over any.
    /// Saving costs a read more.</remarks>
    public SchemaBuilder<T> Revision(Expression<Func<T, int>> property)
    {
        SetRevision(Draft.Find(property, topLevel: true));
        return this;
    }

    /// <summary>As the other, by the attribute's name in JSON.</summary>
    public SchemaBuilder<T> Revision(string name)
    {
        SetRevision(Draft.FindOrDeclare(name, typeof(int)));
        return this;
    }

    /// <summary>An attribute computed at every write, after defaults and write transforms, from the whole document; null leaves it out.</summary>
    /// <param name="name">The attribute's name in JSON; the type may declare a property for it.</param>
    /// <param name="compute">Must depend on nothing but the document.</param>
    public SchemaBuilder<T> Computed<TValue>(string name, Func<T, TValue> compute)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(compute);
        Draft.AddComputed(name, compute);
        return this;
    }

    /// <summary>A computed attribute of other attributes' texts, joined (Dynamoose's Combine). Absent ones are skipped; without any it is the empty string; lists are joined by commas.</summary>
    /// <remarks>Runs after write transforms, so it joins what is stored.</remarks>
    /// <param name="name">The attribute's name in JSON.</param>
    /// <param name="separator">What stands between the texts.</param>
    /// <param name="parts">The attributes.</param>
    public SchemaBuilder<T> Combine(string name, string separator, params Func<T, object?>[] parts)
    {
        ArgumentNullException.ThrowIfNull(separator);
        ArgumentNullException.ThrowIfNull(parts);
        return Computed(name, value => Combination.Of(separator, parts.Select(part => part(value))));
    }

    /// <summary>A type that stands for several, told apart by an attribute. Types of your own say it with <c>[JsonPolymorphic]</c> and <c>[JsonDerivedType]</c> instead.</summary>
    /// <remarks>Must come before the first mention of a property.</remarks>
    public SchemaBuilder<T> Union<TUnion>(string discriminator, Action<UnionBuilder<TUnion>> define)
    {
        ArgumentException.ThrowIfNullOrEmpty(discriminator);
        ArgumentNullException.ThrowIfNull(define);
        var union = new UnionBuilder<TUnion>();
        define(union);
        if (Draft.IsStarted)
        {
            Draft.Faults.Add("Union", $"The union of {typeof(TUnion).Name} must come before the first property.");
        }
        else if (union.Cases.Count == 0 || union.Cases.DistinctBy(one => one.Kind).Count() != union.Cases.Count)
        {
            Draft.Faults.Add("Union", $"The union of {typeof(TUnion).Name} needs one kind or more, each with its own name.");
        }
        else
        {
            Draft.Unions.Add(new SchemaUnion(typeof(TUnion), discriminator, union.Cases));
        }

        return this;
    }

    private PropertyBuilder<T, TValue> Partition<TValue>(AttributeModel attribute)
    {
        attribute.IsPartition = true;
        Draft.Partitions.Add(attribute);
        return new(attribute, Draft);
    }

    private PropertyBuilder<T, TValue> Key<TValue>(AttributeModel attribute)
    {
        attribute.IsKey = true;
        Draft.Keys.Add(attribute);
        return new(attribute, Draft);
    }

    private void SetRevision(AttributeModel attribute)
    {
        if (attribute.Shape is not IntegerShape || attribute.Role != AttributeRole.Plain)
        {
            Draft.Faults.Add(attribute.Name, "A revision is a whole number that nothing else writes.");
            return;
        }

        attribute.Role = AttributeRole.Revision;
    }
}
