namespace Virga.Documents;

/// <summary>What must be true for a write of JSON to happen.</summary>
public sealed record JsonWriteOptions
{
    /// <summary>The version the document must have; else <see cref="ETagMismatchException"/>.</summary>
    /// <value>null: any version.</value>
    public string? IfMatch { get; init; }

    /// <summary>What must be true of the stored document before the write; else <see cref="ConditionFailedException"/>.</summary>
    /// <value>null: nothing.</value>
    public Condition? Condition { get; init; }
}
