namespace Virga.Documents;

/// <summary>What an export takes.</summary>
public sealed record ExportOptions
{
    /// <summary>The container.</summary>
    /// <value><see cref="StorePartition.DefaultContainer"/></value>
    public string Container { get; init; } = StorePartition.DefaultContainer;

    /// <summary>Only documents of this model; null for everything, the framework's records included.</summary>
    public string? Model { get; init; }
}
