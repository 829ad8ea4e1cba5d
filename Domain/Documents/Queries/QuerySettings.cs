using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>What a query asks, whatever its results become.</summary>
internal sealed record QuerySettings
{
    public PartitionKey? Partition { get; init; }

    public ImmutableArray<Condition> Filter { get; init; } = [];

    public ImmutableArray<Ordering> Order { get; init; } = [];

    /// <summary>How many results a page has.</summary>
    public int Size { get; init; } = 100;

    public string? Cursor { get; init; }

    /// <summary>Whose cursors these are; null for anybody's.</summary>
    public string? Principal { get; init; }

    public string? Session { get; init; }

    /// <summary>The part of the container; null for all of it.</summary>
    public string? Range { get; init; }

    /// <summary>How many pages are asked for before the ones at hand are used up.</summary>
    public int Prefetch { get; init; }

    /// <summary>The query as a store takes it.</summary>
    public StoreQuery Plan(string container, Condition ofModel) => new(container, Partition)
    {
        Filter = Filter.IsEmpty ? ofModel : new Condition.All([ofModel, .. Filter]),
        Order = Order,
        Range = Range,
        SessionToken = Session,
    };
}
