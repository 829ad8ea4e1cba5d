using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Answers reads of the change feed: each document's latest version, in the order of the writes.</summary>
internal sealed class ChangeFeedHandler(Store store, TimeProvider time)
{
    public WireResponse Read(WireRequest request, ContainerInfo container)
    {
        if (request.Header(WireHeaders.AIm)?.Contains("Full-Fidelity", StringComparison.OrdinalIgnoreCase) == true)
        {
            throw WireFault.BadRequest("The change feed of all versions and deletes is not supported; read the latest versions.");
        }

        // Read before the documents: what is committed later is for the next read.
        var committed = store.Sequence.Committed;
        var start = ChangeFeedStart.Of(request, committed);
        var last = Math.Max(start.After, committed);
        using var page = new PageWriter(container, QueryRequest.Page(request));
        foreach (var change in Changes(container, QueryScope.Of(request, container), start))
        {
            if (page.IsFull)
            {
                break;
            }

            page.AddChange(change.Body, change.Lsn);
            last = page.Count == 1 ? change.Lsn : Math.Max(last, change.Lsn);
        }

        var body = page.Close();
        var response = page.Count == 0 ? new WireResponse(304) : WireResponse.Json(200, body);
        return response
            .WithETag(string.Create(CultureInfo.InvariantCulture, $"\"{last}\""))
            .With(WireHeaders.ItemCount, page.Count)
            .WithCharge(RequestCharge.Query(page.Count, page.Count == 0 ? 0 : body.Length))
            .WithSession(committed);
    }

    private IEnumerable<DocumentRow> Changes(ContainerInfo container, QueryScope scope, ChangeFeedStart start)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var tables = container.Tables;
        using var lease = store.Rent();
        using var rows = lease.Connection.Prepare(
            scope.Partition is not null ? tables.ChangesPartition
            : scope.Low is null ? tables.ChangesAll
            : scope.IsEffective ? tables.ChangesRange
            : tables.ChangesPrefix);
        rows.Bind(1, start.After);
        if (!scope.IsAll)
        {
            rows.Bind(2, scope.Partition ?? scope.Low);
        }

        if (scope.Low is not null)
        {
            rows.Bind(3, scope.High);
        }

        while (rows.Step())
        {
            var row = DocumentRow.Of(rows);
            if (row.Ts >= (start.Since ?? 0) && !Expiry.IsExpired(container, row.Ts, row.Ttl, now))
            {
                yield return row;
            }
        }
    }
}
