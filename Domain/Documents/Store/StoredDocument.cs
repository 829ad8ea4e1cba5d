namespace Virga.Documents;

/// <summary>A document as a store gives it back.</summary>
/// <param name="Id">The stored id: see <see cref="StoredId"/>.</param>
/// <param name="Body">The stored JSON in UTF-8, framework and system attributes (names that start with <c>_</c>, and <c>id</c>) included;
/// empty when the write asked for no body back (<see cref="StoreWriteOptions.ReturnBody"/>).</param>
/// <param name="ETag">The version, opaque, without quotes; for If-Match.</param>
public sealed record StoredDocument(string Id, ReadOnlyMemory<byte> Body, string ETag)
{
    /// <summary>What the request cost, in Cosmos DB request units; 0 where the store does not say.</summary>
    public double RequestCharge { get; init; }

    /// <summary>A continuation of the caller's session: reads that carry it see this write.</summary>
    public string? SessionToken { get; init; }
}
