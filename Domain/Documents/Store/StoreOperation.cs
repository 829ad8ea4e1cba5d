using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One write, as an <see cref="IDocumentStore"/> takes it: what a store can do in one step, and atomically with others of its partition.</summary>
/// <param name="Id">The stored id, unique in the partition: see <see cref="StoredId"/>.</param>
public abstract record StoreOperation(string Id)
{
    /// <summary>The version the document must have; null for any.</summary>
    public string? IfMatch { get; init; }

    /// <summary>How long the document lives from this write on; null for the container's default (for ever), and, of patches and checks, for as long again as it was said to before.</summary>
    /// <remarks>Whole seconds, at least one. Cosmos DB's <c>ttl</c>. In a patch it is one operation more. Deletes ignore it.</remarks>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>A write of a whole document.</summary>
    public abstract record Whole : StoreOperation
    {
        private JsonObject? _body;

        private protected Whole(string id, JsonObject body)
            : base(id)
        {
            ArgumentNullException.ThrowIfNull(body);
            _body = body;
        }

        private protected Whole(string id, ReadOnlyMemory<byte> utf8)
            : base(id)
        {
            Utf8 = utf8;
        }

        /// <summary>What to store; parsed when it was given as text.</summary>
        public JsonObject Body => _body ??= (JsonObject)JsonNode.Parse(Utf8.Span)!;

        /// <summary>What to store as JSON text of an object with at least one attribute; empty when it was given as a tree. Without <see cref="EnvelopeNames.Unique"/>.</summary>
        public ReadOnlyMemory<byte> Utf8 { get; }
    }

    /// <summary>Writes a new document. Refused with <see cref="DocumentExistsException"/> when the id is taken.</summary>
    public sealed record Create : Whole
    {
        /// <summary>With a tree as the body.</summary>
        public Create(string id, JsonObject body)
            : base(id, body)
        {
        }

        /// <summary>With JSON text as the body.</summary>
        public Create(string id, ReadOnlyMemory<byte> utf8)
            : base(id, utf8)
        {
        }
    }

    /// <summary>Writes the document, new or not. With <see cref="IfMatch"/> it must exist with that version.</summary>
    public sealed record Upsert : Whole
    {
        /// <summary>With a tree as the body.</summary>
        public Upsert(string id, JsonObject body)
            : base(id, body)
        {
        }

        /// <summary>With JSON text as the body.</summary>
        public Upsert(string id, ReadOnlyMemory<byte> utf8)
            : base(id, utf8)
        {
        }
    }

    /// <summary>Writes over a document that exists. Refused with <see cref="DocumentNotFoundException"/> when it does not.</summary>
    public sealed record Replace : Whole
    {
        /// <summary>With a tree as the body.</summary>
        public Replace(string id, JsonObject body)
            : base(id, body)
        {
        }

        /// <summary>With JSON text as the body.</summary>
        public Replace(string id, ReadOnlyMemory<byte> utf8)
            : base(id, utf8)
        {
        }
    }

    /// <summary>Changes parts of a document that exists, at most <see cref="StoreLimits.ActionsPerPatch"/> of them, when the condition holds.</summary>
    public sealed record Patch(string Id, ImmutableArray<UpdateAction> Actions) : StoreOperation(Id)
    {
        /// <summary>What must be true of the document before the change; null for nothing.</summary>
        public Condition? Condition { get; init; }
    }

    /// <summary>Removes a document that exists.</summary>
    public sealed record Delete(string Id) : StoreOperation(Id);

    /// <summary>Changes nothing, and fails the transaction unless the document exists and the condition holds.</summary>
    /// <remarks>In Cosmos DB a patch that changes nothing: it writes, changes the ETag and reaches the change feed.</remarks>
    public sealed record Check(string Id, Condition Condition) : StoreOperation(Id);
}
