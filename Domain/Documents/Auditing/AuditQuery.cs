namespace Virga.Documents;

/// <summary>What is asked of the audit trail; what is left out does not matter.</summary>
public sealed record AuditQuery
{
    /// <summary>The document's partition: one partition is asked then, instead of all.</summary>
    public PartitionKey? Partition { get; init; }

    /// <summary>The document's model.</summary>
    public string? Model { get; init; }

    /// <summary>The document's key.</summary>
    public string? Key { get; init; }

    /// <summary>Who changed it: the subject.</summary>
    public string? Subject { get; init; }

    /// <summary>The request the change came from.</summary>
    public string? RequestId { get; init; }

    /// <summary>Not before this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Until { get; init; }
}
