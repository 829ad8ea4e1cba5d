using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Says how clients put a query over several ranges together from queries over each: what they order, add up, tell apart and cut off, and which query
/// each range is asked. The forms are those of the service's planner, which clients understand.</summary>
internal sealed class QueryPlanner(QueryText text, SelectQuery query, int offset, int? limit)
{
    private const string Resume = "{documentdb-formattableorderbyquery-filter}";

    /// <summary>Whether clients have more to do than give the results of each range one after the other.</summary>
    public static bool IsNeeded(SelectQuery query) =>
        query.IsDistinct || query.Top is not null || query.Offset is not null || query.OrderBy.Count > 0 || query.IsGrouped;

    public static JsonObject Plan(QueryRequest request, DateTimeOffset time)
    {
        var parsed = ParsedQuery.Of(request.Text);
        var (offset, limit) = RowPipeline.Window(parsed.Select, new Row(parsed.Slots, request.Bind(parsed), time));
        return new QueryPlanner(new QueryText(request.Text), parsed.Select, offset, limit).Info();
    }

    /// <summary>The plan of <c>SELECT COUNT(1) FROM (SELECT DISTINCT …)</c>: clients count what is distinct over all ranges. Null for other queries.</summary>
    public static JsonObject? DistinctCount(QueryRequest request, SelectQuery query)
    {
        if (query is not { From: [{ Iterates: false, Query: { IsDistinct: true, IsGrouped: false, From: [{ IsDocuments: true }, ..] } inner }], Where: null, GroupBy.Count: 0, IsDistinct: false, Top: null, Offset: null }
            || query.Aggregates is not [{ Name: "COUNT", Argument.IsConstant: true }])
        {
            return null;
        }

        var text = new QueryText(request.Text);
        var info = new QueryPlanner(new QueryText(text.Subquery(inner.Position)), inner, 0, null).Info();
        info["dCountInfo"] = new JsonObject { ["dCountAlias"] = text.IsValue ? "" : text.Items().Single().Alias };
        return info;
    }

    private JsonObject Info()
    {
        var aliases = new JsonArray();
        var types = new JsonObject();
        if (query.IsGrouped && !text.IsValue)
        {
            foreach (var item in text.Items())
            {
                aliases.Add(item.Alias);
                types[item.Alias] = Operator(item.Expression) is { } name ? (JsonNode)name : null;
            }
        }

        return new JsonObject
        {
            ["distinctType"] = !query.IsDistinct ? "None" : IsOrderedDistinct() ? "Ordered" : "Unordered",
            ["top"] = query.Top is null ? null : limit,
            ["offset"] = query.Offset is null ? null : offset,
            ["limit"] = query.Limit is null ? null : limit,
            ["orderBy"] = new JsonArray([.. query.OrderBy.Select(item => (JsonNode)(item.IsDescending ? "Descending" : "Ascending"))]),
            ["orderByExpressions"] = new JsonArray([.. text.OrderBy().Select(item => (JsonNode)item)]),
            ["groupByExpressions"] = new JsonArray([.. text.GroupBy().Select(item => (JsonNode)item)]),
            ["groupByAliases"] = aliases,
            ["groupByAliasToAggregateType"] = types,
            ["aggregates"] = query.IsGrouped && text.IsValue && Operator(text.Selection) is { } only ? [only] : new JsonArray(),
            ["rewrittenQuery"] = Rewritten(),
            ["hasSelectValue"] = text.IsValue,
            ["hasNonStreamingOrderBy"] = false,
        };
    }

    private string Rewritten() =>
        query.GroupBy.Count > 0 ? $"SELECT [{Wrapped(text.GroupBy())}] AS groupByItems, {Payload()} AS payload\n{text.From}{text.Where}\nGROUP BY {string.Join(", ", text.GroupBy())}"
        : query.IsGrouped ? $"SELECT {(text.IsValue ? "VALUE " + Payload() : Payload() + " AS payload")}\n{text.From}{text.Where}"
        : query.OrderBy.Count > 0 ? Ordered()
        : query.IsDistinct ? $"SELECT DISTINCT {(text.IsValue ? "VALUE " : "")}{text.Selection}\n{text.From}{text.Where}"
        : query.Offset is not null ? $"SELECT {(text.IsValue ? "VALUE " : "")}{text.Selection}\n{text.From}{text.Where}{Window()}"
        : "";

    private string Ordered()
    {
        var source = query.From.First(from => from.IsDocuments).Name;
        var filter = text.Filter is { } own ? $"(({own}) AND ({Resume}))" : $"({Resume})";
        return $"SELECT {(query.Top is null || query.IsDistinct ? "" : $"TOP {limit} ")}{source}._rid, [{Wrapped(text.OrderBy())}] AS orderByItems, {Payload()} AS payload\n"
            + $"{text.From}\nWHERE {(text.IsValue ? $"({filter} AND IS_DEFINED({text.Selection}))" : filter)}\nORDER BY {text.Order}{(query.Offset is null || query.IsDistinct ? "" : Window())}";
    }

    private string Window() => $"\nOFFSET 0 LIMIT {(long)offset + limit}";

    private static string Wrapped(IEnumerable<string> expressions) => string.Join(", ", expressions.Select(expression => $"{{\"item\": {expression}}}"));

    private string Payload() =>
        text.Selection == "*" ? ((SlotExpression)query.Projection).Name
        : text.IsValue ? query.Aggregates.Count > 0 ? $"[{Part(text.Selection)}]" : text.Selection
        : $"{{{string.Join(", ", text.Items().Select(item => $"{JsonSerializer.Serialize(item.Alias)}: {Part(item.Expression)}"))}}}";

    /// <summary>What a range gives for an expression of SELECT: for an aggregate, what several of can be put together.</summary>
    private static string Part(string expression)
    {
        var argument = Operator(expression) is null ? "" : expression[(expression.IndexOf('(', StringComparison.Ordinal) + 1)..^1];
        return Operator(expression) switch
        {
            null => expression,
            "Average" => $"{{\"item\": {{\"sum\": SUM({argument}), \"count\": COUNT({argument})}}}}",
            "Min" => $"{{\"item\": {expression}, \"item2\": {{\"min\": {expression}, \"count\": COUNT({argument})}}}}",
            "Max" => $"{{\"item\": {expression}, \"item2\": {{\"max\": {expression}, \"count\": COUNT({argument})}}}}",
            _ => $"{{\"item\": {expression}}}",
        };
    }

    /// <summary>The name clients know an aggregate by; null when the expression is none.</summary>
    private static string? Operator(string expression)
    {
        var name = expression.Split('(')[0].Trim().ToUpperInvariant();
        return name switch
        {
            _ when !Accumulator.IsAggregate(name) => null,
            "AVG" => "Average",
            "COUNT" => "Count",
            "COUNTIF" => "CountIf",
            "MAX" => "Max",
            "MIN" => "Min",
            "SUM" => "Sum",
            _ => throw new ArgumentOutOfRangeException(nameof(expression), name, "Refused before."),
        };
    }

    private bool IsOrderedDistinct() => text.IsValue && query.OrderBy is [var only] && only.Expression.Signature == query.Projection.Signature;
}
