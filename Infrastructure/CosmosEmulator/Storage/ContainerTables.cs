namespace Virga.CosmosEmulator;

/// <summary>The tables of one container and the statements over them. Each container has its own, so that dropping one is cheap and scans see nothing else.</summary>
/// <remarks>
/// <c>seq</c> is the sequence number of the creation: queries without ORDER BY and read feeds come in its order, as in the service.
/// <c>lsn</c> is that of the last write: the change feed's order. A document never changed has both the same, so that only changed ones need the index over it
/// and a create writes one page less.
/// </remarks>
internal sealed class ContainerTables(uint number)
{
    /// <summary>The columns of a document's row, in the order <see cref="DocumentRow.Of"/> reads them.</summary>
    public const string Row = "seq, lsn, ts, ttl, body";

    public string Documents { get; } = $"d{number}";

    public string Create { get; } = $"""
        CREATE TABLE d{number}(seq INTEGER PRIMARY KEY, pk TEXT NOT NULL, id TEXT NOT NULL, lsn INTEGER NOT NULL, ts INTEGER NOT NULL,
          ttl INTEGER, epk TEXT, body BLOB NOT NULL);
        CREATE UNIQUE INDEX d{number}_key ON d{number}(pk, id);
        CREATE INDEX d{number}_partition ON d{number}(pk);
        CREATE UNIQUE INDEX d{number}_lsn ON d{number}(lsn) WHERE lsn<>seq;
        CREATE INDEX d{number}_epk ON d{number}(epk) WHERE epk IS NOT NULL;
        CREATE TABLE u{number}(pk TEXT NOT NULL, key INTEGER NOT NULL, value TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(pk, key, value)) WITHOUT ROWID;
        CREATE INDEX u{number}_seq ON u{number}(seq);
        """;

    public string Drop { get; } = $"DROP TABLE IF EXISTS d{number}; DROP TABLE IF EXISTS u{number}; DROP TABLE IF EXISTS l{number};";

    public string Read { get; } = $"SELECT {Row} FROM d{number} WHERE pk=?1 AND id=?2";

    /// <summary>The document with a sequence number.</summary>
    public string ReadRow { get; } = $"SELECT {Row} FROM d{number} WHERE seq=?1";

    public string Insert { get; } = $"INSERT INTO d{number}(seq, pk, id, lsn, ts, ttl, epk, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

    public string Update { get; } = $"UPDATE d{number} SET lsn=?2, ts=?3, ttl=?4, body=?5 WHERE seq=?1";

    public string Delete { get; } = $"DELETE FROM d{number} WHERE seq=?1";

    public string SetKey { get; } = $"UPDATE d{number} SET epk=?2 WHERE seq=?1";

    /// <summary>The effective partition keys in a range, with how many documents each has.</summary>
    public string Keys { get; } = $"SELECT epk, COUNT(*) FROM d{number} WHERE epk>=?1 AND epk<?2 GROUP BY epk ORDER BY epk";

    /// <summary>The documents of one partition, with their ids.</summary>
    public string Partition { get; } = $"SELECT {Row}, id FROM d{number} WHERE pk=?1";

    /// <summary>Documents whose time is up.</summary>
    public string Expired { get; } = $"SELECT {Row} FROM d{number} WHERE coalesce(ttl, ?1) > 0 AND ts + coalesce(ttl, ?1) <= ?2 LIMIT ?3";

    public string FindUnique { get; } = $"SELECT seq FROM u{number} WHERE pk=?1 AND key=?2 AND value=?3";

    public string InsertUnique { get; } = $"INSERT INTO u{number}(pk, key, value, seq) VALUES(?1, ?2, ?3, ?4)";

    public string DeleteUnique { get; } = $"DELETE FROM u{number} WHERE seq=?1";

    /// <summary>Documents after a point in creation order, everywhere.</summary>
    public string ScanAll { get; } = $"SELECT {Row} FROM d{number} WHERE seq>?1 ORDER BY seq";

    /// <summary>Documents after a point in creation order, in one partition.</summary>
    public string ScanPartition { get; } = $"SELECT {Row} FROM d{number} INDEXED BY d{number}_partition WHERE pk=?2 AND seq>?1 ORDER BY seq";

    /// <summary>Documents after a point in creation order, in a range of stored partition keys.</summary>
    public string ScanPrefix { get; } = $"SELECT {Row} FROM d{number} INDEXED BY d{number}_partition WHERE pk>=?2 AND pk<?3 AND seq>?1 ORDER BY seq";

    /// <summary>Documents after a point in creation order, in a range of effective partition keys.</summary>
    public string ScanRange { get; } = $"SELECT {Row} FROM d{number} INDEXED BY d{number}_epk WHERE epk>=?2 AND epk<?3 AND seq>?1 ORDER BY seq";

    /// <summary>Changes after a sequence number, everywhere.</summary>
    public string ChangesAll { get; } = ChangesWhere(number, "");

    /// <summary>Changes after a sequence number, in one partition.</summary>
    public string ChangesPartition { get; } = ChangesWhere(number, " AND pk=?2");

    /// <summary>Changes after a sequence number, in a range of stored partition keys.</summary>
    public string ChangesPrefix { get; } = ChangesWhere(number, " AND pk>=?2 AND pk<?3");

    /// <summary>Changes after a sequence number, in a range of effective partition keys.</summary>
    public string ChangesRange { get; } = ChangesWhere(number, " AND epk>=?2 AND epk<?3");

    /// <summary>Clears away documents whose time is up.</summary>
    public string Sweep { get; } = $"DELETE FROM d{number} WHERE seq IN (SELECT seq FROM d{number} WHERE coalesce(ttl, ?1) > 0 AND ts + coalesce(ttl, ?1) <= ?2 LIMIT ?3)";

    /// <summary>Clears away unique keys whose document is gone.</summary>
    public string SweepUnique { get; } = $"DELETE FROM u{number} WHERE seq NOT IN (SELECT seq FROM d{number})";

    /// <summary>The log of all versions, made when the first asks for it. Its entries are the change feed's, ready to be sent.</summary>
    public string CreateLog { get; } = $"CREATE TABLE IF NOT EXISTS l{number}(lsn INTEGER PRIMARY KEY, pk TEXT NOT NULL, epk TEXT NOT NULL, ts INTEGER NOT NULL, entry BLOB NOT NULL)";

    public string AppendLog { get; } = $"INSERT INTO l{number}(lsn, pk, epk, ts, entry) VALUES(?1, ?2, ?3, ?4, ?5)";

    public string LogAll { get; } = $"SELECT lsn, entry FROM l{number} WHERE lsn>?1 ORDER BY lsn";

    public string LogPartition { get; } = $"SELECT lsn, entry FROM l{number} WHERE lsn>?1 AND pk=?2 ORDER BY lsn";

    public string LogPrefix { get; } = $"SELECT lsn, entry FROM l{number} WHERE lsn>?1 AND pk>=?2 AND pk<?3 ORDER BY lsn";

    public string LogRange { get; } = $"SELECT lsn, entry FROM l{number} WHERE lsn>?1 AND epk>=?2 AND epk<?3 ORDER BY lsn";

    public string LastLogged { get; } = $"SELECT MAX(lsn) FROM l{number} WHERE ts<?1";

    public string PurgeLog { get; } = $"DELETE FROM l{number} WHERE lsn<=?1";

    public string Count { get; } = $"SELECT COUNT(*) FROM d{number}";

    /// <summary>Counts the documents of one partition by its index alone.</summary>
    public string CountPartition { get; } = $"SELECT COUNT(*) FROM d{number} WHERE pk=?1";

    /// <summary>Counts the living documents of one partition. Times to live as in <see cref="Sweep"/>; no default, no expiry.</summary>
    public string CountLiving { get; } = CountWhere(number, "pk=?2 AND ");

    /// <summary>Counts the living documents of a range of stored partition keys.</summary>
    public string CountPrefixLiving { get; } = CountWhere(number, "pk>=?2 AND pk<?3 AND ");

    /// <summary>Counts the living documents of a range of effective partition keys.</summary>
    public string CountRangeLiving { get; } = CountWhere(number, "epk>=?2 AND epk<?3 AND ");

    /// <summary>Counts the living documents of all partitions.</summary>
    public string CountAllLiving { get; } = CountWhere(number, "");

    private static string CountWhere(uint number, string scope) =>
        $"SELECT COUNT(*) FROM d{number} WHERE {scope}(?1 IS NULL OR coalesce(ttl, ?1) <= 0 OR ts + coalesce(ttl, ?1) > ?4)";

    // Two lists in order, merged row by row: documents as they were created, by the table itself, and changed ones, by the index.
    private static string ChangesWhere(uint number, string scope) => $"""
        SELECT seq, seq AS lsn, ts, ttl, body FROM d{number} NOT INDEXED WHERE seq>?1 AND lsn=seq{scope}
        UNION ALL
        SELECT {Row} FROM d{number} INDEXED BY d{number}_lsn WHERE lsn>?1 AND lsn<>seq{scope}
        ORDER BY 2
        """;
}
