using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Answers queries, query plans and read feeds.</summary>
internal sealed class QueryHandler(Store store, TimeProvider time)
{
    private static readonly byte[] PlanForPartition = """{"partitionedQueryExecutionInfoVersion":2,"queryInfo":{}}"""u8.ToArray();

    private static readonly byte[] PlanForAll =
        """{"partitionedQueryExecutionInfoVersion":2,"queryInfo":{},"queryRanges":[{"min":"","max":"FF","isMinInclusive":true,"isMaxInclusive":false}]}"""u8.ToArray();

    public WireResponse Query(WireRequest request, ContainerInfo container)
    {
        var asked = QueryRequest.Of(request);
        SplitGuard.Check(request, container, ParsedQuery.Of(asked.Text).Select);
        return SplitGuard.Marked(Page(request, container, asked), container);
    }

    /// <summary>
    /// For a query of one partition the smallest plan: send the query as it is; ordering, grouping and aggregates are done here. For others the plan by which clients put
    /// the answers of ranges together, though there may be one range only: it can be split while the query is read.
    /// </summary>
    public WireResponse Plan(WireRequest request, ContainerInfo container)
    {
        // Parsed now, so that what is wrong with it is said now.
        var asked = QueryRequest.Of(request);
        var query = ParsedQuery.Of(asked.Text).Select;
        IndexRules.Check(container, query);
        AggregateRules.Check(query);
        return WireResponse.Json(200, PlanOf(request, container, asked, query))
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
        return Page(request, container, feed);
    }

    private WireResponse Page(WireRequest request, ContainerInfo container, QueryRequest asked)
    {
        var (scope, now) = (Scope(request, container), time.GetUtcNow());
        try
        {
            return new QueryRun(store, container, scope, asked, now).Page();
        }
        catch (StorageException exception) when (exception.Message.Contains("no such index", StringComparison.Ordinal))
        {
            // It was dropped after the query had chosen it, and is not chosen again.
            return new QueryRun(store, container, scope, asked, now).Page();
        }
    }

    private QueryScope Scope(WireRequest request, ContainerInfo container) =>
        store.History.ViewFor(request, container) is { } view ? QueryScope.Of(request, container) with { View = view } : QueryScope.Of(request, container);

    private byte[] PlanOf(WireRequest request, ContainerInfo container, QueryRequest asked, SelectQuery query)
    {
        var hasKey = request.Header(WireHeaders.PartitionKey) is not null;
        if (QueryScope.Of(request, container).Partition is not null)
        {
            return hasKey ? PlanForPartition : PlanForAll;
        }

        if (request.Header(WireHeaders.SupportedQueryFeatures)?.Contains("DCount", StringComparison.OrdinalIgnoreCase) == true && QueryPlanner.DistinctCount(asked, query) is { } count)
        {
            return Whole(count);
        }

        if (SplitGuard.Refusal(query) is { } reason)
        {
            // One range gives all of it.
            return !container.State.Ranges.IsSplit ? hasKey ? PlanForPartition : PlanForAll : throw WireFault.BadRequest(reason);
        }

        return QueryPlanner.IsNeeded(query) ? Whole(QueryPlanner.Plan(asked, time.GetUtcNow())) : PlanForAll;
    }

    private static byte[] Whole(JsonObject info)
    {
        var plan = JsonNode.Parse(PlanForAll)!;
        plan["queryInfo"] = info;
        return ResourceJson.Bytes(plan.AsObject());
    }
}
