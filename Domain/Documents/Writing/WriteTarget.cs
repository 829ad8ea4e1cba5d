using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Where a document is to be written, as far as the request says so, and what is kept from the one already there.</summary>
internal sealed record WriteTarget
{
    public static readonly WriteTarget FromDocument = new();

    /// <summary>The partition the request names; null when the document says it.</summary>
    public PartitionKey? Partition { get; init; }

    /// <summary>The key the request names; null when the document says it or the model makes it.</summary>
    public string? Id { get; init; }

    /// <summary>The creation time to keep; null for now.</summary>
    public JsonNode? CreatedAt { get; init; }

    /// <summary>What the write does.</summary>
    public WriteKind Kind { get; init; }

    /// <summary>The document stored before, in normal form; null when there is none or nobody asked.</summary>
    public JsonObject? Previous { get; init; }

    /// <summary>The attributes that keep the value of <see cref="Previous"/>, or that of the document given when there is none, whatever the model's own code makes of them.</summary>
    public ImmutableArray<string> Keep { get; init; } = [];

    public static WriteTarget At(DocumentKey key) => new() { Partition = key.Partition, Id = key.Id };
}
