namespace Virga.Documents;

/// <summary>From when a document's life is counted.</summary>
public enum ExpiryKind
{
    /// <summary>From its last write: every write prolongs it.</summary>
    SinceLastWrite,

    /// <summary>From its creation, whatever is written later.</summary>
    SinceCreation,

    /// <summary>To the point in time an attribute says; without a value the document does not expire.</summary>
    AtAttribute,
}
