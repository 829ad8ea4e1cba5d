namespace Virga.CosmosEmulator;

/// <summary>A write, and what was there before it.</summary>
/// <param name="Request">Which request wrote; several documents of a batch are of one.</param>
/// <param name="Lsn">The sequence number of the write.</param>
/// <param name="Container">The container's number.</param>
/// <param name="Seq">The document.</param>
/// <param name="Key">Its partition key.</param>
/// <param name="Id">Its id.</param>
/// <param name="Before">The document before; null when the write created it.</param>
internal sealed record Replaced(long Request, long Lsn, uint Container, long Seq, PartitionKeyValue Key, string Id, DocumentRow? Before);
