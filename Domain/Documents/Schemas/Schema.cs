using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A model: what one kind of document is, where it lives and what happens to it on the way. Immutable once defined.</summary>
public abstract class Schema
{
    private protected Schema(
        string name, ObjectShape root, SchemaSettings settings, ImmutableArray<AttributeModel> partitions, AttributeModel key, ImmutableArray<SchemaFault> faults)
    {
        Name = name;
        Root = root;
        Settings = settings;
        Partitions = partitions;
        Key = key;
        Faults = faults;
        CreatedAt = root.Attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.CreatedAt);
        UpdatedAt = root.Attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.UpdatedAt);
        Traits = AttributeTraits.Of(root);
    }

    /// <summary>The model's name: the first part of stored ids and the documents' discriminator.</summary>
    public string Name { get; }

    /// <summary>The CLR type.</summary>
    public abstract Type ValueType { get; }

    /// <summary>The container the documents are kept in.</summary>
    public string Container => Settings.Container;

    /// <summary>What is wrong with the definition; <see cref="SchemaCatalog.Validate"/> throws it at start. A model with faults is used by nothing.</summary>
    public ImmutableArray<SchemaFault> Faults { get; }

    /// <summary>How long after its last write a document expires; null for never.</summary>
    public TimeSpan? TimeToLive => Settings.TimeToLive;

    /// <summary>The version documents are written in, from 1; older ones are upgraded as they are read. See <see cref="SchemaBuilder{T}.Version(int)"/>.</summary>
    public int Version => Settings.Versions.Current;

    /// <summary>The name of the key's attribute as the model shows it.</summary>
    public string KeyName => Key.Name;

    /// <summary>The names of the partition's attributes, the most general first.</summary>
    public IEnumerable<string> PartitionNames => Partitions.Select(level => level.Name);

    /// <summary>The unique keys, in the order they were defined.</summary>
    public ImmutableArray<UniqueKey> UniqueKeys => Settings.UniqueKeys;

    /// <summary>The partition's attributes in a container that was made elsewhere; empty for the framework's own.</summary>
    public ImmutableArray<string> PartitionPaths => Settings.PartitionPaths;

    internal ObjectShape Root { get; }

    /// <summary>The path of the document itself, from which all others are found.</summary>
    internal AttributePath RootPath => field ??= AttributePath.OfRoot(Root, ValueType);

    internal SchemaSettings Settings { get; }

    internal ImmutableArray<AttributeModel> Partitions { get; }

    internal AttributeModel Key { get; }

    internal AttributeModel? CreatedAt { get; }

    internal AttributeModel? UpdatedAt { get; }

    internal AttributeTraits Traits { get; }

    internal abstract bool HasComputed { get; }

    /// <summary>Defines a model.</summary>
    /// <param name="name">Letters, digits and hyphens, starting with a letter, at most 64; it never changes once documents are stored.</param>
    /// <param name="define">Says what the documents are; called once, now.</param>
    /// <remarks>Never throws for a wrong definition, so that it can stand in a static initialiser: see <see cref="Faults"/>.</remarks>
    public static Schema<T> Define<T>(string name, Action<SchemaBuilder<T>> define)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(define);
        return Schema<T>.Create(name, define);
    }

    /// <summary>The key of a document in its normal form.</summary>
    /// <exception cref="ArgumentException">The document lacks its key or partition.</exception>
    public DocumentKey KeyOf(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return SchemaKeys.TryRead(this, document, out var key)
            ? key
            : throw new ArgumentException($"The document lacks its key '{KeyName}' or its partition '{string.Join("', '", PartitionNames)}'.", nameof(document));
    }

    /// <summary>The model as JSON Schema 2020-12, for one use of it.</summary>
    public JsonObject ToJsonSchema(SchemaView view = SchemaView.Read)
    {
        var schema = Root.ToJsonSchema(new JsonSchemaContext(view));
        schema.Insert(0, "title", Name);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    /// <summary>Adds the computed attributes to a document whose types are right.</summary>
    internal abstract void Compute(JsonObject document);

    /// <exception cref="SchemaException">The definition has faults.</exception>
    internal void ThrowIfFaulty()
    {
        if (!Faults.IsEmpty)
        {
            throw new SchemaException(Faults);
        }
    }
}
