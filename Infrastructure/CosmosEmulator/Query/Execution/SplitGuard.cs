using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Keeps queries right whose container is split between two pages: what one range ordered, cut or added up as a whole cannot go on over two.</summary>
internal static class SplitGuard
{
    /// <summary>Stands in a continuation token before the number of ranges the container had had.</summary>
    public const char Mark = '.';

    /// <exception cref="WireFault">400: the page before was of the one range there was, and clients cannot put the rest together.</exception>
    public static void Check(WireRequest request, ContainerInfo container, SelectQuery query)
    {
        if (container.State.Ranges.IsSplit && request.Header(WireHeaders.PartitionKey) is null
            && request.Header(WireHeaders.Continuation)?.Split(Mark) is [_, "1"] && NeedsAllRows(query))
        {
            throw WireFault.BadRequest("The container was split while this query was read, and its order, groups or limits cannot go on over several partition key ranges; run it again from the beginning.");
        }
    }

    /// <summary>Notes in the answer's token how many ranges there were.</summary>
    public static WireResponse Marked(WireResponse response, ContainerInfo container)
    {
        var token = response.Headers.Find(header => header.Key == WireHeaders.Continuation).Value;
        return token is null ? response : response.Replace(WireHeaders.Continuation, string.Create(CultureInfo.InvariantCulture, $"{token}{Mark}{container.State.Ranges.All.Length}"));
    }

    /// <summary>Whether its results depend on rows of every range. Queries that a client's planner rewrote do not: the client puts them together.</summary>
    private static bool NeedsAllRows(SelectQuery query) =>
        query.IsDistinct || query.Top is not null || query.Offset is not null
        || ((query.OrderBy.Count > 0 || query.IsGrouped) && !query.Projection.Signature.Contains(":payload:", StringComparison.Ordinal) && query.Projection is not ArrayExpression);
}
