using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A model: what one kind of document is, where it lives and what happens to it on the way. Immutable once defined.</summary>
public abstract class Schema
{
    private readonly Lazy<ImmutableArray<SchemaAttribute>> _attributes;

    private protected Schema(string name, ObjectDraft draft, SchemaParts parts)
    {
        Name = name;
        Root = draft.Root;
        Settings = draft.Settings;
        Json = draft.Json;
        Partitions = parts.Partitions;
        Key = parts.Key;
        Indexes = parts.Indexes;
        Faults = [.. draft.Faults.Faults];
        CreatedAt = Root.Attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.CreatedAt);
        UpdatedAt = Root.Attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.UpdatedAt);
        Revision = Root.Attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.Revision);
        Traits = AttributeTraits.Of(Root);
        _attributes = new Lazy<ImmutableArray<SchemaAttribute>>(() => SchemaAttribute.Of(Root));
    }

    /// <summary>The model's name: the first part of stored ids and the documents' discriminator.</summary>
    public string Name { get; }

    /// <summary>The CLR type; <see cref="Document"/> for a model without one.</summary>
    public abstract Type ValueType { get; }

    /// <summary>The container the documents are kept in.</summary>
    public string Container => Settings.Container;

    /// <summary>What is wrong with the definition; <see cref="SchemaCatalog.Validate"/> throws it at start. A model with faults is used by nothing.</summary>
    public ImmutableArray<SchemaFault> Faults { get; }

    /// <summary>How long after its last write a document expires; null when it does not, or not counted from there: see <see cref="Expiry"/>.</summary>
    public TimeSpan? TimeToLive => Expiry is { Kind: ExpiryKind.SinceLastWrite } expiry ? expiry.After : null;

    /// <summary>When documents expire; null for never.</summary>
    public SchemaExpiry? Expiry => Settings.Expiry;

    /// <summary>The version documents are written in, from 1; older ones are upgraded as they are read. See <see cref="SchemaPlacement.Version"/>.</summary>
    public int Version => Settings.Versions.Current;

    /// <summary>The name of the key's attribute as the model shows it.</summary>
    public string KeyName => Key.Name;

    /// <summary>The names of the partition's attributes, the most general first.</summary>
    public IEnumerable<string> PartitionNames => Partitions.Select(level => level.Name);

    /// <summary>The unique keys, in the order they were defined.</summary>
    public ImmutableArray<UniqueKey> UniqueKeys => Settings.UniqueKeys;

    /// <summary>The partition's attributes in a container that was made elsewhere; empty for the framework's own.</summary>
    public ImmutableArray<string> PartitionPaths => Settings.PartitionPaths;

    /// <summary>The name of the attribute that counts writes; null when there is none.</summary>
    public string? RevisionName => Revision?.Name;

    /// <summary>All attributes of the document itself, in order; those of inner objects are in their <see cref="SchemaAttribute.Attributes"/>.</summary>
    public ImmutableArray<SchemaAttribute> Attributes => _attributes.Value;

    /// <summary>The indexes the model asks for.</summary>
    public ImmutableArray<SchemaIndex> Indexes { get; }

    /// <summary>The attributes that no condition or ordering asks for: see <see cref="SchemaIndexing.Unindexed"/>.</summary>
    public ImmutableArray<DocumentPath> Unindexed => Settings.Unindexed;

    /// <summary>What happens when a stored document is not what the model says.</summary>
    public ReadPolicy Reads => Settings.Reads;

    internal ObjectShape Root { get; }

    /// <summary>The path of the document itself, from which all others are found.</summary>
    internal AttributePath RootPath => field ??= AttributePath.OfRoot(Root, ValueType);

    internal SchemaSettings Settings { get; }

    /// <summary>How the model's values turn into normal-form JSON and back.</summary>
    internal JsonSerializerOptions Json { get; }

    internal ImmutableArray<AttributeModel> Partitions { get; }

    internal AttributeModel Key { get; }

    internal AttributeModel? CreatedAt { get; }

    internal AttributeModel? UpdatedAt { get; }

    internal AttributeModel? Revision { get; }

    internal AttributeTraits Traits { get; }

    internal abstract bool HasComputed { get; }

    /// <summary>Whether the model's code sees the whole document before it is written, so that an update must read it.</summary>
    internal abstract bool NeedsItem { get; }

    /// <summary>Whether writing a document waits for something.</summary>
    internal abstract bool IsLate { get; }

    /// <summary>Whether anything happens to documents that are read.</summary>
    internal abstract bool HasReads { get; }

    /// <summary>Makes <see cref="ReadAny"/>.</summary>
    private protected abstract Func<StoredDocument, Item<object>> CreateReader();

    /// <summary>Whether a save must know the document stored before.</summary>
    internal bool NeedsPrevious => Traits.NeedsPrevious || Revision is not null;

    /// <summary>Reads a stored document whatever its type.</summary>
    internal Func<StoredDocument, Item<object>> ReadAny => field ??= CreateReader();

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

    /// <summary>Defines a model without a CLR type: its documents are JSON, and everything else is the same.</summary>
    public static Schema<Document> Define(string name, Action<SchemaBuilder<Document>> define) => Define<Document>(name, define);

    /// <summary>Defines a model without a CLR type of a JSON Schema (2020-12), at run time.</summary>
    /// <remarks>Keywords that cannot be held to are faults, never ignored; annotations are. See <see cref="JsonSchemaReader"/> for those known.</remarks>
    /// <param name="name">As in <see cref="Define{T}"/>.</param>
    /// <param name="jsonSchema">Describes an object.</param>
    /// <param name="define">Says the rest: partition, key, timestamps, whatever JSON Schema has no words for.</param>
    public static Schema<Document> FromJsonSchema(string name, JsonObject jsonSchema, Action<SchemaBuilder<Document>> define)
    {
        ArgumentNullException.ThrowIfNull(jsonSchema);
        ArgumentNullException.ThrowIfNull(define);
        return Define(name, model =>
        {
            JsonSchemaReader.Read(jsonSchema, model);
            define(model);
        });
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

    /// <summary>What the model's rules say against a value that is not written here but sent, as the body of a message: required attributes, their rules and those over the whole, all at once.</summary>
    /// <remarks>Nothing is filled in or changed: what has a default may be missing, and transforms do not run. Key and partition are not asked for.</remarks>
    /// <param name="value">A value of the model's type.</param>
    /// <param name="cancellationToken">Stops rules that wait.</param>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public async ValueTask<IReadOnlyList<DocumentFault>> FaultsOfAsync(object value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        ThrowIfFaulty();
        var scope = new FaultScope();
        await new WritePipeline(this).CheckAsync(NormalOf(value), scope, cancellationToken).ConfigureAwait(false);
        return scope.Faults;
    }

    /// <summary>The model as JSON Schema 2020-12, for one use of it.</summary>
    public JsonObject ToJsonSchema(SchemaView view = SchemaView.Read)
    {
        var schema = Root.ToJsonSchema(new JsonSchemaContext(view));
        schema.Insert(0, "title", Name);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    /// <summary>A value of the model's type as a document in the model's own shape.</summary>
    internal abstract JsonObject NormalOf(object value);

    /// <summary>The document as the model's type.</summary>
    internal abstract object ItemOf(JsonObject document);

    /// <summary>Adds the computed attributes to a document whose types are right.</summary>
    internal abstract void Compute(JsonObject document);

    /// <summary>Runs the model's code before a write.</summary>
    internal abstract ValueTask BeforeWriteAsync(WriteRun run, WriteKind kind, CancellationToken cancellationToken);

    /// <summary>Checks the rules over the whole document.</summary>
    internal abstract ValueTask CheckAsync(WriteRun run, CancellationToken cancellationToken);

    /// <summary>Runs the model's code after a write; the document is as it is shown.</summary>
    internal abstract ValueTask AfterWriteAsync(JsonObject document, WriteContext context, CancellationToken cancellationToken);

    /// <summary>Whether there is code to run after a write.</summary>
    internal abstract bool HasAfterWrite { get; }

    internal abstract ValueTask BeforeDeleteAsync(DocumentKey key, CancellationToken cancellationToken);

    internal abstract ValueTask AfterDeleteAsync(DocumentKey key, CancellationToken cancellationToken);

    /// <summary>A document in normal form as readers see it; it is changed in place or replaced.</summary>
    internal abstract JsonObject Show(JsonObject normal);

    /// <exception cref="SchemaException">The definition has faults.</exception>
    internal void ThrowIfFaulty()
    {
        if (!Faults.IsEmpty)
        {
            throw new SchemaException(Faults);
        }
    }
}
