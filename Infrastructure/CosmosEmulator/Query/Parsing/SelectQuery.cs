namespace Virga.CosmosEmulator;

/// <summary>A parsed query: one SELECT with its clauses. Holds no state, so it is kept and used by many requests.</summary>
internal sealed class SelectQuery
{
    /// <summary>Where it starts in the text; tells subqueries apart.</summary>
    public required int Position { get; init; }

    public bool IsDistinct { get; init; }

    public Expression? Top { get; init; }

    /// <summary>What each row becomes: the whole document, a value or an object.</summary>
    public required Expression Projection { get; init; }

    /// <summary>Whether a row's document itself is the result, byte for byte.</summary>
    public bool IsWholeDocument { get; init; }

    public required IReadOnlyList<FromSource> From { get; init; }

    public Expression? Where { get; init; }

    public IReadOnlyList<Expression> GroupBy { get; init; } = [];

    public IReadOnlyList<AggregateExpression> Aggregates { get; init; } = [];

    public IReadOnlyList<OrderItem> OrderBy { get; init; } = [];

    public Expression? Offset { get; init; }

    public Expression? Limit { get; init; }

    /// <summary>Whether it reads the container, itself or by a query in its FROM.</summary>
    public bool ReadsContainer => From is [{ IsDocuments: true }, ..] or [{ Query.ReadsContainer: true }, ..];

    /// <summary>Whether it can be seen to have one result at the most: it aggregates everything, or nothing in it iterates.</summary>
    public bool IsAtMostOne => (Aggregates.Count > 0 && GroupBy.Count == 0) || From.All(source => !source.Iterates && source.Query is null or { IsAtMostOne: true });

    public bool IsGrouped => GroupBy.Count > 0 || Aggregates.Count > 0;
}
