using System.Collections.Immutable;
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
    /// <param name="partitionPaths">For a container that was made elsewhere: the top-level attributes it is partitioned by, strings, one for each of the model's levels.
    /// The store writes them; they may be the model's own partition attributes. None: the framework's <c>/_pk</c>.</param>
    public SchemaBuilder<T> Container(string name, params string[] partitionPaths)
    {
        ArgumentNullException.ThrowIfNull(partitionPaths);
        if (string.IsNullOrWhiteSpace(name) || name.AsSpan().IndexOfAny("/\\?#") >= 0)
        {
            _draft.Faults.Add("Container", $"'{name}' is no container name. It must not be empty nor contain / \\ ? #.");
            return this;
        }

        foreach (var path in partitionPaths)
        {
            if (path.Length < 2 || path[0] != '/' || path.AsSpan(1).Contains('/') || path is "/id" or "/ttl")
            {
                _draft.Faults.Add("Container", $"'{path}' is no partition path the store can write: it must be one top-level attribute, as in /tenantId.");
            }
        }

        _draft.Settings.Container = name;
        _draft.Settings.PartitionPaths = [.. partitionPaths.Select(path => path.TrimStart('/'))];
        return this;
    }

    /// <summary>No two documents of a partition have the same values of these attributes; else <see cref="UniqueKeyException"/>. Documents that lack all of them are left out.</summary>
    /// <remarks>Unique keys belong to the container and must be there when it is made (Cosmos DB). Updates of such an attribute read first.</remarks>
    /// <param name="name">The key's name: letters, digits and hyphens.</param>
    /// <param name="attributes">The attributes, at least one.</param>
    public SchemaBuilder<T> Unique(string name, params Expression<Func<T, object?>>[] attributes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(attributes);
        if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') || attributes.Length == 0)
        {
            _draft.Faults.Add("Unique", $"The unique key '{name}' needs a name of letters, digits and hyphens, and at least one attribute.");
            return this;
        }

        if (_draft.Settings.UniqueKeys.Any(key => key.Name == name))
        {
            _draft.Faults.Add("Unique", $"There are two unique keys '{name}'. Give each its own name.");
            return this;
        }

        var paths = attributes.Select(attribute => _draft.PathOf(attribute)).ToImmutableArray();
        _draft.Settings.UniqueKeys = _draft.Settings.UniqueKeys.Add(new UniqueKey(name, paths));
        return this;
    }
}
