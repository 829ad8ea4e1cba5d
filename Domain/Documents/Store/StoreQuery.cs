using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>A query as a store takes it.</summary>
/// <param name="Container">The container asked.</param>
/// <param name="Partition">The partition asked; null asks all of them (a scan).</param>
public sealed record StoreQuery(string Container, PartitionKey? Partition)
{
    /// <summary>What the documents must be; null for all.</summary>
    public Condition? Filter { get; init; }

    /// <summary>The order; empty for the store's own. Cosmos DB leaves out documents that lack the first path.</summary>
    public ImmutableArray<Ordering> Order { get; init; } = [];

    /// <summary>The attributes that come back, each in its place in the document; empty for whole documents. The store may give more.</summary>
    public ImmutableArray<DocumentPath> Select { get; init; } = [];

    /// <summary>One of <see cref="IDocumentStore.RangesAsync"/>: only documents of that part of the container. null for all of it.</summary>
    public string? Range { get; init; }

    /// <summary>The most documents in one page, 1 to 1,000; a page may be shorter and still have a continuation.</summary>
    /// <value>100</value>
    public int PageSize { get; init; } = 100;

    /// <summary>Where the last page ended; null to start.</summary>
    public string? Continuation { get; init; }

    /// <summary>A session token from an earlier answer.</summary>
    public string? SessionToken { get; init; }
}
