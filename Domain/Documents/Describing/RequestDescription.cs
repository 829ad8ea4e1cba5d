using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>What an operation would send to the store: see <see cref="IRepository{T}.DescribeAsync"/>.</summary>
/// <param name="Kind">What is asked: <c>read</c>, <c>read-many</c>, <c>read-together</c>, <c>query</c>, <c>aggregate</c>, <c>ranges</c>, <c>create</c>, <c>upsert</c>, <c>replace</c>, <c>patch</c>, <c>delete</c>, <c>check</c> or <c>transaction</c>.</param>
/// <param name="Container">The container asked.</param>
public sealed record RequestDescription(string Kind, string Container)
{
    /// <summary>The partition asked; null for all of them, and for reads of many.</summary>
    public PartitionKey? Partition { get; init; }

    /// <summary>The stored id; null where the request names none or several.</summary>
    public string? StoredId { get; init; }

    /// <summary>The writes: one, or those of a transaction in order. Empty for reads, and where the document must be read first.</summary>
    public ImmutableArray<StoreOperation> Operations { get; init; } = [];

    /// <summary>The query; null for everything else.</summary>
    public StoreQuery? Query { get; init; }

    /// <summary>The documents of a read of many; empty for everything else.</summary>
    public IReadOnlyList<StoreKey> Keys { get; init; } = [];

    /// <summary>Whether this is the read of a read-modify-write: the document is read, changed, and written with the version read. Two requests or more instead of one.</summary>
    public bool ReadsFirst { get; init; }

    /// <summary>The condition the store itself checks; null for none.</summary>
    public Condition? Condition => Operations switch
    {
        [StoreOperation.Patch patch] => patch.Condition,
        [StoreOperation.Check check] => check.Condition,
        _ => Query?.Filter,
    };

    /// <summary>One line: kind, place, and whether it reads first.</summary>
    public override string ToString() => $"{Kind} {Container}/{Partition?.ToString() ?? "*"}{(StoredId is null ? "" : "/" + StoredId)}{(ReadsFirst ? " (then writes what was read)" : "")}";

    internal static RequestDescription Of(StorePartition partition, StoreOperation operation) => new(NameOf(operation), partition.Container)
    {
        Partition = partition.Key,
        StoredId = operation.Id,
        Operations = [operation],
    };

    private static string NameOf(StoreOperation operation) => operation switch
    {
        StoreOperation.Create => "create",
        StoreOperation.Upsert => "upsert",
        StoreOperation.Replace => "replace",
        StoreOperation.Delete => "delete",
        StoreOperation.Check => "check",
        _ => "patch",
    };
}
