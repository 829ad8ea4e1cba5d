namespace Virga.CosmosEmulator;

/// <summary>Answers queries, query plans and read feeds.</summary>
internal sealed class QueryHandler(Store store, TimeProvider time)
{
    private readonly PathIndexes _indexes = new(store);

    private static readonly byte[] PlanForPartition = """{"partitionedQueryExecutionInfoVersion":2,"queryInfo":{}}"""u8.ToArray();

    private static readonly byte[] PlanForAll =
        """{"partitionedQueryExecutionInfoVersion":2,"queryInfo":{},"queryRanges":[{"min":"","max":"FF","isMinInclusive":true,"isMaxInclusive":false}]}"""u8.ToArray();

    public WireResponse Query(WireRequest request, ContainerInfo container) =>
        new QueryRun(store, _indexes, container, QueryScope.Of(request, container), QueryRequest.Of(request), time.GetUtcNow()).Page();

    /// <summary>The smallest plan: send the query as it is to the one range there is; ordering, grouping and aggregates are done here.</summary>
    public WireResponse Plan(WireRequest request, ContainerInfo container)
    {
        // Parsed now, so that what is wrong with it is said now.
        var query = ParsedQuery.Of(QueryRequest.Of(request).Text);
        IndexRules.Check(container, query.Select);
        AggregateRules.Check(query.Select);
        return WireResponse.Json(200, request.Header(WireHeaders.PartitionKey) is null ? PlanForAll : PlanForPartition)
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
        return new QueryRun(store, _indexes, container, QueryScope.Of(request, container), feed, time.GetUtcNow()).Page();
    }
}
