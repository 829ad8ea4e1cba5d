using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Asks a container queries.</summary>
internal static class QueryRunner
{
    public static async Task<StorePage> PageAsync(Container container, StoreQuery query, QueryRequestOptions options, CancellationToken cancellationToken)
    {
        options.MaxItemCount = query.PageSize;
        using var pages = Open(container, query, QueryCompiler.Compile(query), query.Continuation, options);
        if (!pages.HasMoreResults)
        {
            return new StorePage([], null, 0);
        }

        using var response = await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.BadRequest && query.Continuation is not null)
        {
            // The query is ours and valid; where it is to go on is what somebody handed in.
            throw new CursorException("The continuation is not one that this query gave out. Start from the first page.", CursorFault.Foreign);
        }

        var answer = await AnswerAsync(response, cancellationToken).ConfigureAwait(false);
        return new StorePage(PageReader.Read(answer), response.ContinuationToken, response.Headers.RequestCharge);
    }

    /// <summary>One aggregate, of as many answers as the service gives for it.</summary>
    public static async Task<StoreAggregate> AggregateAsync(
        Container container, StoreQuery query, StoreAggregation aggregation, QueryRequestOptions options, CancellationToken cancellationToken)
    {
        var total = new StoreAggregate(0, null, 0);
        using var pages = Open(container, query, QueryCompiler.Compile(query, aggregation), continuation: null, options);
        while (pages.HasMoreResults)
        {
            using var response = await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false);
            var answer = await AnswerAsync(response, cancellationToken).ConfigureAwait(false);
            total = total with { RequestCharge = total.RequestCharge + response.Headers.RequestCharge };
            foreach (var row in JsonNode.Parse(answer.Span)?["Documents"]?.AsArray() ?? [])
            {
                var count = (long?)row?[QueryCompiler.CountName] ?? 0;
                total = AggregateEvaluator.Merge(aggregation.Function, total, new StoreAggregate(count, count > 0 ? row?[QueryCompiler.ValueName]?.DeepClone() : null, 0));
            }
        }

        return total;
    }

    private static FeedIterator Open(Container container, StoreQuery query, QueryDefinition definition, string? continuation, QueryRequestOptions options)
    {
        options.SessionToken = query.SessionToken;
        return query.Range is { } range
            ? container.GetItemQueryStreamIterator(RangeOf(range), definition, continuation, options)
            : container.GetItemQueryStreamIterator(definition, continuation, options);
    }

    private static FeedRange RangeOf(string range)
    {
        try
        {
            return FeedRange.FromJsonString(range);
        }
        catch (ArgumentException exception)
        {
            throw new StoreRequestException("The range is not one of the store's.", exception);
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> AnswerAsync(ResponseMessage response, CancellationToken cancellationToken) => response.IsSuccessStatusCode
        ? await DocumentBody.ReadAsync(response, cancellationToken).ConfigureAwait(false)
        : throw CosmosErrors.Of(response, "the query");
}
