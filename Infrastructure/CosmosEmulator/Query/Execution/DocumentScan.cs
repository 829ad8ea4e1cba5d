namespace Virga.CosmosEmulator;

/// <summary>Reads the living documents of a scope in the order of their creation.</summary>
internal static class DocumentScan
{
    /// <param name="store">The store.</param>
    /// <param name="container">The container.</param>
    /// <param name="scope">Which partitions.</param>
    /// <param name="keys">The only keys that can match, as found in the filter; null when any may.</param>
    /// <param name="after">The sequence number to go on after.</param>
    /// <param name="now">The time that decides what has expired, in Unix seconds.</param>
    public static IEnumerable<DocumentRow> Read(Store store, ContainerInfo container, QueryScope scope, IReadOnlyList<KeyCandidate>? keys, long after, double now)
    {
        using var lease = store.Rent();
        IEnumerable<DocumentRow> rows = keys is null ? Scan(lease.Connection, container, scope, after) : Find(lease.Connection, container, keys, after);
        foreach (var row in rows)
        {
            if (!Expiry.IsExpired(container, row.Ts, row.Ttl, now))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<DocumentRow> Scan(StoreConnection connection, ContainerInfo container, QueryScope scope, long after)
    {
        var tables = container.Tables;
        var statement = connection.Prepare(
            scope.Partition is not null ? tables.ScanPartition
            : scope.Low is null ? tables.ScanAll
            : scope.IsEffective ? tables.ScanRange
            : tables.ScanPrefix);
        using (statement.Bind(1, after))
        {
            if (scope.Partition is not null)
            {
                statement.Bind(2, scope.Partition);
            }
            else if (scope.Low is not null)
            {
                statement.Bind(2, scope.Low).Bind(3, scope.High);
            }

            while (statement.Step())
            {
                yield return DocumentRow.Of(statement);
            }
        }
    }

    private static SortedDictionary<long, DocumentRow>.ValueCollection Find(StoreConnection connection, ContainerInfo container, IReadOnlyList<KeyCandidate> keys, long after)
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
