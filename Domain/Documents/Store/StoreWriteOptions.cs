namespace Virga.Documents;

/// <summary>How a single write is done.</summary>
public sealed record StoreWriteOptions
{
    /// <summary>The defaults.</summary>
    public static readonly StoreWriteOptions Default = new();

    /// <summary>Whether the stored document comes back.</summary>
    /// <value>false: the caller has what it wrote.</value>
    public bool ReturnBody { get; init; }
}
