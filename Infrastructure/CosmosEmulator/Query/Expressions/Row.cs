namespace Virga.CosmosEmulator;

/// <summary>What an expression is evaluated against: the values bound to the names of FROM, the parameters and, after grouping, the aggregates.</summary>
internal sealed class Row(int slots, Value[] parameters, DateTimeOffset now)
{
    /// <summary>A value for each name any FROM of the query binds; subqueries have slots of their own.</summary>
    public Value[] Slots { get; set; } = new Value[slots];

    public Value[] Parameters { get; } = parameters;

    /// <summary>The results of the aggregates of the group at hand, by their index.</summary>
    public Value[] Aggregates { get; set; } = [];

    /// <summary>The time of the whole query.</summary>
    public DateTimeOffset Now { get; } = now;
}
