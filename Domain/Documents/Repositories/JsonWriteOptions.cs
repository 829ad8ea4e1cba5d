using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>What must be true for a write of JSON to happen, what it leaves alone, and whether it happens once.</summary>
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

    /// <summary>The model's attributes that the write leaves as they are: one that is left out, or null, is kept, and another value is a fault (<see cref="FaultCodes.ReadOnly"/>). It costs a read.
    /// A new document has them as its body says. Code of the model's own (<see cref="SchemaHookExtensions.BeforeWrite"/>) does not change them.</summary>
    /// <value>empty</value>
    public ImmutableArray<string> Keep { get; init; } = [];

    /// <summary>Names the write by a token, so that it happens once (<see cref="TransactionOptions.Token"/>): whoever comes again with it changes nothing, and gets the document as it is now.
    /// The token's marker is written in one transaction with the document; of a document that exists it costs a read.</summary>
    /// <value>null, or without a token: every call writes.</value>
    public TransactionOptions? Once { get; init; }
}
