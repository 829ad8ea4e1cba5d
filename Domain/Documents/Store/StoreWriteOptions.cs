namespace Virga.Documents;

/// <summary>How a single write is done.</summary>
public sealed record StoreWriteOptions
{
    /// <summary>Whether the stored document comes back.</summary>
    /// <value>false: the caller has what it wrote.</value>
    public bool ReturnBody { get; init; }

    /// <summary>Whether a refusal because of condition or version brings the document as it is now: a read more, for a refused write only.</summary>
    /// <value>false</value>
    public bool ReturnCurrent { get; init; }
}
