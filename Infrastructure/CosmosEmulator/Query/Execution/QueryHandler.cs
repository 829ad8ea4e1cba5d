using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Answers queries, query plans and read feeds.</summary>
internal sealed class QueryHandler(Store store, TimeProvider time)
{
    private readonly PathIndexes _indexes = new(store);

    private static readonly byte[] PlanForPartition = """{"partitionedQueryExecutionInfoVersion":2,"queryInfo":{}}"""u8.ToArray();

    private static readonly byte[] PlanForAll =
        """{"partitionedQueryExecutionInfoVersion":2,"queryInfo":{},"queryRanges":[{"min":"","max":"FF","isMinInclusive":true,"isMaxInclusive":false}]}"""u8.ToArray();

    public WireResponse Query(WireRequest request, ContainerInfo container)
    {
        var asked = QueryRequest.Of(request);
        SplitGuard.Check(request, container, ParsedQuery.Of(asked.Text).Select);
        return SplitGuard.Marked(new QueryRun(store, _indexes, container, Scope(request, container), asked, time.GetUtcNow()).Page(), container);
    }

    /// <summary>
    /// Where one range has all the answers, the smallest plan: send the query there as it is; ordering, grouping and aggregates are done here. Over several ranges, the plan by
    /// which clients put the answers together.
    /// </summary>
    public WireResponse Plan(WireRequest request, ContainerInfo container)
    {
        // Parsed now, so that what is wrong with it is said now.
        var asked = QueryRequest.Of(request);
        var query = ParsedQuery.Of(asked.Text);
        IndexRules.Check(container, query.Select);
        AggregateRules.Check(query.Select);
        var isOnePartition = request.Header(WireHeaders.PartitionKey) is not null && QueryScope.Of(request, container).Partition is not null;
        var plan = isOnePartition || !container.State.Ranges.IsSplit ? request.Header(WireHeaders.PartitionKey) is null ? PlanForAll : PlanForPartition : Whole(asked);
        return WireResponse.Json(200, plan)
            .WithCharge(0).WithSession(store.Sequence.Committed);
    }

    /// <summary>All documents of a scope, a page at a time.</summary>
    public WireResponse Feed(WireRequest request, ContainerInfo container)
    {
        const string All = "SELECT * FROM c";
        var feed = new QueryRequest
        {
            Text = All,
            Parameters = new Dictionary<string, Value>(),
            PageSize = QueryRequest.Page(request),
            Continuation = QueryRequest.Token(request),
        };
        return new QueryRun(store, _indexes, container, Scope(request, container), feed, time.GetUtcNow()).Page();
    }

    private QueryScope Scope(WireRequest request, ContainerInfo container) =>
        store.History.ViewFor(request, container) is { } view ? QueryScope.Of(request, container) with { View = view } : QueryScope.Of(request, container);

    private byte[] Whole(QueryRequest request)
    {
        var plan = JsonNode.Parse(PlanForAll)!;
        plan["queryInfo"] = QueryPlanner.Plan(request, time.GetUtcNow());
        return ResourceJson.Bytes(plan.AsObject());
    }
}
