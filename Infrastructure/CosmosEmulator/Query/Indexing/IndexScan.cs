using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Reads documents of a scope by a path index.</summary>
internal sealed class IndexScan(ContainerInfo container, PathIndex index, QueryScope scope)
{
    private const int MostRanges = 64;

    private string Scope => scope.Pick("pk=?2 AND ", "", "epk>=?2 AND epk<?3 AND ", "pk>=?2 AND pk<?3 AND ");

    private string From(string columns) => $"SELECT {columns} FROM {index.Table} INDEXED BY {index.QuotedName} WHERE {Scope}";

    /// <summary>How many documents lie in the ranges; counts no further than <paramref name="limit"/>.</summary>
    public long Count(StoreConnection connection, IReadOnlyList<KeyRange> ranges, int limit)
    {
        var count = 0L;
        foreach (var range in Few(ranges))
        {
            var sql = string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM ({From("1")}{index.Key}>=?4 AND {index.Key}<?5 LIMIT {limit})");
            using var rows = scope.Bind(connection.Prepare(sql)).Bind(4, range.Low).Bind(5, range.High);
            count += rows.Step() ? rows.Int64(0) : 0;
            if (count >= limit)
            {
                return limit;
            }
        }

        return count;
    }

    /// <summary>The documents in the ranges, in the order of their creation.</summary>
    public IEnumerable<DocumentRow> InCreationOrder(StoreConnection connection, IReadOnlyList<KeyRange> ranges, long after)
    {
        if (ranges is [{ IsPoint: true } point])
        {
            using var rows = scope.Bind(connection.Prepare($"{From(ContainerTables.Row)}{index.Key}=?4 AND seq>?1 ORDER BY seq")).Bind(1, after).Bind(4, point.Low);
            while (rows.Step())
            {
                yield return DocumentRow.Of(rows);
            }

            yield break;
        }

        // Numbers first, documents as they are asked for: most pages end long before the numbers do.
        foreach (var seq in Numbers(connection, ranges, after))
        {
            using var rows = connection.Prepare(container.Tables.ReadRow).Bind(1, seq);
            if (rows.Step())
            {
                yield return DocumentRow.Of(rows);
            }
        }
    }

    /// <summary>The documents in the range in the order of their keys and, where those are equal, of their creation; or all of it backwards.</summary>
    /// <param name="connection">The connection to read with.</param>
    /// <param name="range">Which keys.</param>
    /// <param name="isDescending">Whether the order is backwards.</param>
    /// <param name="start">The key to begin at; null for all.</param>
    /// <param name="seq">The sequence number to begin at among those with that key.</param>
    public IEnumerable<DocumentRow> InKeyOrder(StoreConnection connection, KeyRange range, bool isDescending, byte[]? start, long seq)
    {
        if (start is not null)
        {
            if (range.Contains(start))
            {
                var order = isDescending ? "seq<=?1 ORDER BY seq DESC" : "seq>=?1 ORDER BY seq";
                using var rows = scope.Bind(connection.Prepare($"{From(ContainerTables.Row)}{index.Key}=?4 AND {order}")).Bind(1, seq).Bind(4, start);
                while (rows.Step())
                {
                    yield return DocumentRow.Of(rows);
                }
            }

            var rest = isDescending ? new KeyRange(IndexKey.Undefined, start) : new KeyRange(KeyRange.After(start), [0xFF]);
            if (range.With(rest) is not { } left)
            {
                yield break;
            }

            range = left;
        }

        var direction = isDescending ? " DESC" : "";
        using var all = scope.Bind(connection.Prepare($"{From(ContainerTables.Row)}{index.Key}>=?4 AND {index.Key}<?5 ORDER BY {index.Key}{direction}, seq{direction}"))
            .Bind(4, range.Low).Bind(5, range.High);
        while (all.Step())
        {
            yield return DocumentRow.Of(all);
        }
    }

    private static IReadOnlyList<KeyRange> Few(IReadOnlyList<KeyRange> ranges) => ranges.Count > MostRanges ? [KeyRange.Cover(ranges)] : ranges;

    private List<long> Numbers(StoreConnection connection, IReadOnlyList<KeyRange> ranges, long after)
    {
        var numbers = new HashSet<long>();
        foreach (var range in Few(ranges))
        {
            using var rows = scope.Bind(connection.Prepare($"{From("seq")}{index.Key}>=?4 AND {index.Key}<?5 AND seq>?1")).Bind(1, after).Bind(4, range.Low).Bind(5, range.High);
            while (rows.Step())
            {
                numbers.Add(rows.Int64(0));
            }
        }

        var sorted = numbers.ToList();
        sorted.Sort();
        return sorted;
    }
}
