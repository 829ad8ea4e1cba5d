namespace Virga.CosmosEmulator;

/// <summary>One operation of a batch, whichever way it was encoded.</summary>
internal sealed class BatchOperation
{
    public BatchOperationKind Kind { get; set; }

    /// <summary>Its own partition key as JSON; null when it is the request's.</summary>
    public string? PartitionKey { get; set; }

    public string? Id { get; set; }

    public ReadOnlyMemory<byte> Body { get; set; }

    public string? IfMatch { get; set; }

    public string? IfNoneMatch { get; set; }

    /// <summary>Whether the answer to a write leaves the document out.</summary>
    public bool IsMinimal { get; set; }
}
