namespace Virga.CosmosEmulator;

/// <summary>A database as the catalogue knows it.</summary>
internal sealed record DatabaseInfo(uint Number, string Id, string ETag, long Timestamp, string? Offer)
{
    public string Rid { get; } = ResourceId.Database(Number);
}
