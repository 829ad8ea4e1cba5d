namespace Virga.CosmosEmulator;

/// <summary>A container as the catalogue knows it; a changed definition is a new value.</summary>
internal sealed class ContainerInfo(DatabaseInfo database, uint number, ContainerDefinition definition, string etag, long timestamp, string? offer, ContainerState state)
{
    public DatabaseInfo Database { get; } = database;

    public uint Number { get; } = number;

    public string Id => Definition.Id;

    public ContainerDefinition Definition { get; } = definition;

    public string ETag { get; } = etag;

    public long Timestamp { get; } = timestamp;

    public string? Offer { get; } = offer;

    /// <summary>Shared by all versions of the definition.</summary>
    public ContainerState State { get; } = state;

    public string Rid { get; } = ResourceId.Container(database.Number, number);

    public ContainerTables Tables { get; } = new(number);

    /// <summary>Where it is, by names; escaped, as headers are ASCII.</summary>
    public string Path { get; } = $"dbs/{Uri.EscapeDataString(database.Id)}/colls/{Uri.EscapeDataString(definition.Id)}";

    public string Self { get; } = $"dbs/{database.Rid}/colls/{ResourceId.Container(database.Number, number)}/";
}
