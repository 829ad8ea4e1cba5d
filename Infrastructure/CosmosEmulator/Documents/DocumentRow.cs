namespace Virga.CosmosEmulator;

/// <summary>A stored document.</summary>
/// <param name="Seq">When it was created.</param>
/// <param name="Lsn">When it was last written.</param>
/// <param name="Ts">The second it was last written, Unix time.</param>
/// <param name="Ttl">Its own time to live in seconds.</param>
/// <param name="Body">Its JSON, system properties included.</param>
internal sealed record DocumentRow(long Seq, long Lsn, long Ts, long? Ttl, byte[] Body)
{
    public string ETag => DocumentStamp.ETag(Lsn, Ts);

    /// <summary>Reads the row a statement stands on, whose columns are seq, lsn, ts, ttl, body.</summary>
    public static DocumentRow Of(Statement rows) =>
        new(rows.Int64(0), rows.Int64(1), rows.Int64(2), rows.IsNull(3) ? null : rows.Int64(3), rows.Blob(4).ToArray());
}
