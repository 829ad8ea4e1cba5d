using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Feeds of databases, containers and offers: listed or queried, a page at a time.</summary>
internal static class ResourceFeed
{
    /// <param name="request">The request: a GET, or a POST with a query.</param>
    /// <param name="property">What the list is called in the answer.</param>
    /// <param name="owner">The <c>_rid</c> of what the resources are in.</param>
    /// <param name="resources">The resources, in the order of their creation.</param>
    /// <param name="lsn">The sequence number the answer is as fresh as.</param>
    /// <param name="time">The time for date functions.</param>
    public static WireResponse Page(WireRequest request, string property, string owner, IEnumerable<JsonObject> resources, long lsn, DateTimeOffset time)
    {
        var skip = Skip(request);
        var size = QueryRequest.Page(request);
        IEnumerable<JsonNode?> items = request.Method == "POST" ? Results(QueryRequest.Of(request), resources, time) : resources;
        var page = new JsonArray([.. items.Skip(skip).Take(size + 1)]);
        var hasMore = page.Count > size;
        if (hasMore)
        {
            page.RemoveAt(size);
        }

        var json = new JsonObject { ["_rid"] = owner, [property] = page, ["_count"] = page.Count };
        var response = WireResponse.Json(200, ResourceJson.Bytes(json)).With(WireHeaders.ItemCount, page.Count).WithCharge(request.Method == "POST" ? 2 : 1).WithSession(lsn);
        return hasMore ? response.With(WireHeaders.Continuation, skip + size) : response;
    }

    private static int Skip(WireRequest request) =>
        QueryRequest.Token(request) is not { } token ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? skip
        : throw WireFault.BadRequest($"Invalid Continuation Token: '{token}' is not one of this feed.");

    private static IEnumerable<JsonNode?> Results(QueryRequest request, IEnumerable<JsonObject> resources, DateTimeOffset time)
    {
        var parsed = ParsedQuery.Of(request.Text);
        var query = parsed.Select;
        var row = new Row(parsed.Slots, request.Bind(parsed), time);
        if (query.From is not [{ IsDocuments: true } source, ..])
        {
            throw WireFault.BadRequest("A query of databases, containers or offers needs FROM with a name.");
        }

        var rows = resources.SelectMany(resource =>
        {
            row.Slots[source.Slot] = Value.Of(JsonSerializer.SerializeToElement(resource));
            return RowPipeline.Combine(query.From, 1, row);
        });
        return [.. RowPipeline.Results(query, rows.Where(candidate => query.Where?.Evaluate(candidate).IsTrue ?? true), row).Select(Json)];
    }

    private static JsonNode? Json(Value value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            value.WriteTo(writer);
        }

        return JsonNode.Parse(stream.ToArray());
    }
}
