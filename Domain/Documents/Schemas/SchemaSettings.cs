namespace Virga.Documents;

/// <summary>What holds for all of a model. Set while it is defined, then never changed.</summary>
internal sealed class SchemaSettings
{
    public UnknownAttributes Unknown { get; set; } = UnknownAttributes.Drop;

    public string Container { get; set; } = StorePartition.DefaultContainer;

    public TimeSpan? TimeToLive { get; set; }

    public SchemaVersions Versions { get; } = new();
}
