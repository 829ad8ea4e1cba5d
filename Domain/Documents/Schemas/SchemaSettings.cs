using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>What holds for all of a model. Set while it is defined, then never changed.</summary>
internal sealed class SchemaSettings
{
    public UnknownPolicy Unknown { get; set; } = UnknownPolicy.Drop;

    public string Container { get; set; } = StorePartition.DefaultContainer;

    public SchemaExpiry? Expiry { get; set; }

    public ReadPolicy Reads { get; set; }

    public SchemaVersions Versions { get; } = new();

    public ImmutableArray<string> PartitionPaths { get; set; } = [];

    public ImmutableArray<DocumentPath> Unindexed { get; set; } = [];

    public ImmutableArray<UniqueKey> UniqueKeys { get; set; } = [];
}
