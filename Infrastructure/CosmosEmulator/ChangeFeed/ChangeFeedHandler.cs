using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Answers reads of the change feed: each document's latest version, or every version and delete, in the order of the writes.</summary>
internal sealed class ChangeFeedHandler(Store store, TimeProvider time)
{
    private readonly ChangeLog _log = new(store);

    public async Task<WireResponse> ReadAsync(WireRequest request, ContainerInfo container)
    {
        var isAllVersions = request.Header(WireHeaders.AIm)?.Contains("Full-Fidelity", StringComparison.OrdinalIgnoreCase) == true;
        if (isAllVersions)
        {
            ChangeFeedStart.RequireLogged(request);
            await _log.ReadyAsync(container).ConfigureAwait(false);
        }

        // Read before the documents: what is committed later is for the next read.
        var view = isAllVersions ? null : store.History.ViewFor(request, container);
        var committed = view?.AsOf ?? store.Sequence.Committed;
        var start = ChangeFeedStart.Of(request, committed);
        var scope = QueryScope.Of(request, container) with { View = view };
        return Page(request, container, committed, start, isAllVersions ? Versions(container, scope, start) : Changes(container, scope, start), isAllVersions);
    }

    private static WireResponse Page(WireRequest request, ContainerInfo container, long committed, ChangeFeedStart start, IEnumerable<(long Lsn, byte[] Body)> changes, bool isAllVersions)
    {
        var last = Math.Max(start.After, committed);
        using var page = new PageWriter(container, QueryRequest.Page(request));
        foreach (var (lsn, change) in changes)
        {
            if (page.IsFull)
            {
                break;
            }

            if (isAllVersions)
            {
                page.Add(change);
            }
            else
            {
                page.AddChange(change, lsn);
            }

            last = page.Count == 1 ? lsn : Math.Max(last, lsn);
        }

        var body = page.Close();
        var response = page.Count == 0 ? new WireResponse(304) : WireResponse.Json(200, body);
        return response
            .WithETag(string.Create(CultureInfo.InvariantCulture, $"\"{last}\""))
            .With(WireHeaders.ItemCount, page.Count)
            .WithCharge(RequestCharge.Query(page.Count, page.Count == 0 ? 0 : body.Length))
            .WithSession(committed);
    }

    /// <summary>Every version since the start, from the log.</summary>
    private IEnumerable<(long Lsn, byte[] Body)> Versions(ContainerInfo container, QueryScope scope, ChangeFeedStart start)
    {
        if (start.After < container.State.LoggedSince)
        {
            throw WireFault.BadRequest("The change feed token is older than the versions that are kept; start from now.");
        }

        var tables = container.Tables;
        using var lease = store.Rent();
        using var rows = scope.Bind(lease.Connection.Prepare(scope.Pick(tables.LogPartition, tables.LogAll, tables.LogRange, tables.LogPrefix))).Bind(1, start.After);
        while (rows.Step())
        {
            yield return (rows.Int64(0), rows.Blob(1).ToArray());
        }
    }

    private IEnumerable<(long Lsn, byte[] Body)> Changes(ContainerInfo container, QueryScope scope, ChangeFeedStart start)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var rows = Rows(container, scope, start);
        rows = scope.View is null ? rows : scope.View.Documents(rows, scope, container).Where(row => row.Lsn > start.After).OrderBy(row => row.Lsn);
        return rows.Where(row => row.Ts >= (start.Since ?? 0) && !Expiry.IsExpired(container, row.Ts, row.Ttl, now)).Select(row => (row.Lsn, row.Body));
    }

    private IEnumerable<DocumentRow> Rows(ContainerInfo container, QueryScope scope, ChangeFeedStart start)
    {
        var tables = container.Tables;
        using var lease = store.Rent();
        using var rows = scope.Bind(lease.Connection.Prepare(scope.Pick(tables.ChangesPartition, tables.ChangesAll, tables.ChangesRange, tables.ChangesPrefix))).Bind(1, start.After);
        while (rows.Step())
        {
            yield return DocumentRow.Of(rows);
        }
    }
}
