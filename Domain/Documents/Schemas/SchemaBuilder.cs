using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Says what a model's documents are. Used inside <see cref="Schema.Define{T}"/>; nothing here throws, faults are collected.</summary>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class SchemaBuilder<T>
{
    private readonly SchemaDraft<T> _draft;

    internal SchemaBuilder(SchemaDraft<T> draft)
    {
        _draft = draft;
    }

    /// <summary>The property documents are grouped by (DynamoDB's hash key). Call it again, up to three times in all, for a hierarchical partition,
    /// the most general level first.</summary>
    /// <remarks>A string, whole number, enum, UUID or date. Its value never changes once a document is written.</remarks>
    public PropertyBuilder<T, TValue> Partition<TValue>(Expression<Func<T, TValue>> property)
    {
        var attribute = _draft.Find(property, topLevel: true);
        attribute.IsPartition = true;
        _draft.Partitions.Add(attribute);
        return new PropertyBuilder<T, TValue>(attribute, _draft.Faults);
    }

    /// <summary>The property that names a document within its partition (DynamoDB's range key).</summary>
    /// <remarks>A string, whole number, enum, UUID or date. Its value never changes once a document is written. It may be the partition's property.</remarks>
    public PropertyBuilder<T, TValue> Key<TValue>(Expression<Func<T, TValue>> property)
    {
        var attribute = _draft.Find(property, topLevel: true);
        attribute.IsKey = true;
        _draft.Keys.Add(attribute);
        return new PropertyBuilder<T, TValue>(attribute, _draft.Faults);
    }

    /// <summary>A property that has rules; those without need no mention. Nested ones too: <c>c => c.Address.City</c>.</summary>
    public PropertyBuilder<T, TValue> Property<TValue>(Expression<Func<T, TValue>> property) =>
        new(_draft.Find(property, topLevel: false), _draft.Faults);

    /// <summary>Keeps when a document was created and last written, in UTC.</summary>
    /// <remarks>A property of the type with that name (<see cref="DateTimeOffset"/>) is filled; without one the attribute is kept all the same
    /// and shows in <see cref="Item{T}.CreatedAt"/> and in JSON.
    /// Without a property for the creation time, saving costs a read more, to keep it.</remarks>
    public SchemaBuilder<T> Timestamps(string createdAt = "createdAt", string updatedAt = "updatedAt")
    {
        _draft.AddTimestamp(createdAt, AttributeRole.CreatedAt);
        _draft.AddTimestamp(updatedAt, AttributeRole.UpdatedAt);
        return this;
    }

    /// <summary>An attribute computed at every write, after defaults and write transforms, from the whole document; null leaves it out.</summary>
    /// <param name="name">The attribute's name in JSON; the type may declare a property for it.</param>
    /// <param name="compute">Must depend on nothing but the document.</param>
    public SchemaBuilder<T> Computed<TValue>(string name, Func<T, TValue> compute)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(compute);
        _draft.AddComputed(name, compute);
        return this;
    }

    /// <summary>What happens to attributes the type does not declare.</summary>
    /// <param name="unknown"><see cref="UnknownAttributes.Drop"/> unless said.</param>
    public SchemaBuilder<T> Unknown(UnknownAttributes unknown)
    {
        _draft.Settings.Unknown = unknown;
        return this;
    }

    /// <summary>Documents expire that long after their last write (Cosmos DB's <c>ttl</c>).</summary>
    /// <param name="after">Whole seconds, 1 second to 2,147,483,647 seconds.</param>
    public SchemaBuilder<T> Expires(TimeSpan after)
    {
        if (after < TimeSpan.FromSeconds(1) || after > TimeSpan.FromSeconds(int.MaxValue) || after.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            _draft.Faults.Add("Expires", $"{after} is not a number of whole seconds from 1 to {int.MaxValue}.");
            return this;
        }

        _draft.Settings.TimeToLive = after;
        return this;
    }

    /// <summary>The version of the documents' shape; add one whenever stored documents would no longer fit the model, and say how older ones are upgraded.</summary>
    /// <remarks>It is stored in every document (<see cref="EnvelopeNames.Version"/>; documents without one have version 1). A document of an earlier version is upgraded whenever it is read and
    /// stored that way at its next write, or by the migration runner. Filters and conditions that Cosmos DB evaluates see what is stored: migrate before asking for new attributes.
    /// A newer version than this one is refused with <see cref="DocumentVersionException"/>.</remarks>
    /// <param name="version">From 1, which models have unless said.</param>
    public VersionBuilder Version(int version)
    {
        _draft.Settings.Versions.Current = version;
        return new VersionBuilder(_draft.Settings.Versions);
    }

    /// <summary>The container documents are kept in.</summary>
    /// <param name="name"><see cref="StorePartition.DefaultContainer"/> unless said.</param>
    public SchemaBuilder<T> Container(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.AsSpan().IndexOfAny("/\\?#") >= 0)
        {
            _draft.Faults.Add("Container", $"'{name}' is no container name. It must not be empty nor contain / \\ ? #.");
            return this;
        }

        _draft.Settings.Container = name;
        return this;
    }
}
