namespace Virga.CosmosEmulator;

/// <summary>Reads the living documents of a scope as a plan says.</summary>
internal sealed class DocumentScan(Store store, ContainerInfo container, QueryScope scope, ScanPlan plan, double now)
{
    /// <summary>How many documents were looked at.</summary>
    public long Looked { get; private set; }

    /// <summary>The documents with a sequence number after <paramref name="after"/>, in the order of their creation.</summary>
    public IEnumerable<DocumentRow> InCreationOrder(long after) =>
        scope.View is { } view ? view.Documents(Scan(after), scope, container).Where(row => row.Seq > after && !Expiry.IsExpired(container, row.Ts, row.Ttl, now)).OrderBy(row => row.Seq)
        : plan.IsEmpty ? []
        : plan.Keys is not null ? Living(connection => Find(connection, plan.Keys, after))
        : plan.Index is null ? Scan(after)
        : Living(connection => new IndexScan(container, plan.Index, scope).InCreationOrder(connection, plan.Ranges, after));

    /// <summary>The documents in the order of the plan's index, from a key and a sequence number on.</summary>
    public IEnumerable<DocumentRow> InKeyOrder(bool isDescending, byte[]? start, long seq) =>
        Living(connection => new IndexScan(container, plan.Index!, scope).InKeyOrder(connection, plan.Ranges[0], isDescending, start, seq));

    /// <summary>Tests a row before its body is copied: scans read many rows and give few.</summary>
    private IEnumerable<DocumentRow> Scan(long after)
    {
        using var lease = store.Rent();
        var tables = container.Tables;
        using var rows = scope.Bind(lease.Connection.Prepare(scope.Pick(tables.ScanPartition, tables.ScanAll, tables.ScanRange, tables.ScanPrefix))).Bind(1, after);
        while (rows.Step())
        {
            Looked++;
            if (!Expiry.IsExpired(container, rows.Int64(2), rows.IsNull(3) ? null : rows.Int64(3), now) && plan.Filter?.MayPass(rows.Blob(4)) != false)
            {
                yield return DocumentRow.Of(rows);
            }
        }
    }

    private IEnumerable<DocumentRow> Living(Func<StoreConnection, IEnumerable<DocumentRow>> read)
    {
        using var lease = store.Rent();
        foreach (var row in read(lease.Connection))
        {
            Looked++;
            if (!Expiry.IsExpired(container, row.Ts, row.Ttl, now) && plan.Filter?.MayPass(row.Body) != false)
            {
                yield return row;
            }
        }
    }

    private SortedDictionary<long, DocumentRow>.ValueCollection Find(StoreConnection connection, IReadOnlyList<KeyCandidate> keys, long after)
    {
        var found = new SortedDictionary<long, DocumentRow>();
        foreach (var key in keys)
        {
            using var rows = connection.Prepare(key.Id is null ? container.Tables.ScanPartition : container.Tables.Read);
            _ = key.Id is null ? rows.Bind(1, after).Bind(2, key.Partition) : rows.Bind(1, key.Partition).Bind(2, key.Id);
            while (rows.Step())
            {
                var row = DocumentRow.Of(rows);
                if (row.Seq > after)
                {
                    found[row.Seq] = row;
                }
            }
        }

        return found.Values;
    }
}
