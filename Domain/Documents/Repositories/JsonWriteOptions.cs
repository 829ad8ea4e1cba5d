using System.Collections.Immutable;

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

    /// <summary>Which documents are there for the write: one of which this is false counts as missing, whatever else is asked of it, so that nobody learns that it exists. It costs a read.</summary>
    /// <value>null: all.</value>
    public Condition? Within { get; init; }

    /// <summary>The model's attributes that the write leaves as they are: one that is left out, or null, is kept, and another value is a fault (<see cref="FaultCodes.ReadOnly"/>). It costs a read.</summary>
    /// <value>empty</value>
    public ImmutableArray<string> Keep { get; init; } = [];
}
