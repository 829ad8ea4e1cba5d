using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Keeps queries right over several ranges: what clients cannot put together from each of them is refused, at its first page or when a split comes between two.</summary>
internal static class SplitGuard
{
    /// <summary>Stands in a continuation token before the number of ranges the container had had.</summary>
    public const char Mark = '.';

    /// <exception cref="WireFault">400: this page would be of one range, and the answer is of all of them together.</exception>
    public static void Check(WireRequest request, ContainerInfo container, SelectQuery query)
    {
        var isOfRange = request.Header(WireHeaders.PartitionKey) is null
            && (request.Header(WireHeaders.PartitionKeyRangeId) is { Length: > 0 } || request.Header(WireHeaders.StartEpk) is { Length: > 0 });
        if (!container.State.Ranges.IsSplit || !isOfRange || IsRewritten(query))
        {
            return;
        }

        if (Refusal(query) is { } reason)
        {
            throw WireFault.BadRequest(reason);
        }

        if ((query.OrderBy.Count > 0 || query.IsGrouped) && request.Header(WireHeaders.Continuation)?.Split(Mark) is [_, "1"])
        {
            throw WireFault.BadRequest("The container was split while this query was read, and its order or groups cannot go on over several partition key ranges; run it again from the beginning.");
        }
    }

    /// <summary>Why clients cannot put the query together from several ranges; null when they can.</summary>
    public static string? Refusal(SelectQuery query)
    {
        if (query.IsGrouped && query.OrderBy.Count > 0)
        {
            return "ORDER BY of a query with GROUP BY cannot be put together from several partition key ranges; leave out ORDER BY.";
        }

        if (query.IsGrouped && query.IsDistinct)
        {
            return "DISTINCT of a query with GROUP BY or aggregates cannot be put together from several partition key ranges; leave out DISTINCT.";
        }

        for (var inner = query.From is [var source, ..] ? source.Query : null; inner is { ReadsContainer: true }; inner = inner.From[0].Query)
        {
            if (inner.IsGrouped || inner.IsDistinct)
            {
                return "A subquery in FROM with DISTINCT, GROUP BY or aggregates cannot be put together from several partition key ranges; give a partition key.";
            }
        }

        return query.Aggregates.FirstOrDefault(aggregate => aggregate.Name is "MAKELIST" or "MAKESET") is { } other
            ? $"The aggregate {other.Name} cannot be put together from several partition key ranges; give a partition key."
            : null;
    }

    /// <summary>Notes in the answer's token how many ranges there were.</summary>
    public static WireResponse Marked(WireResponse response, ContainerInfo container)
    {
        var token = response.Headers.Find(header => header.Key == WireHeaders.Continuation).Value;
        return token is null ? response : response.Replace(WireHeaders.Continuation, string.Create(CultureInfo.InvariantCulture, $"{token}{Mark}{container.State.Ranges.All.Length}"));
    }

    /// <summary>Whether it is one a planner made, so that the client puts its results together.</summary>
    private static bool IsRewritten(SelectQuery query) => query.Projection is ArrayExpression || query.Projection.Signature.Contains(":payload:", StringComparison.Ordinal);
}
