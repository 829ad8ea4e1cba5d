namespace Virga.Documents;

/// <summary>How much the audit trail says of a change beside who made it, when and from which request.</summary>
public enum AuditDetail
{
    /// <summary>Nothing more: one operation of the same request more, and no read.</summary>
    Who,

    /// <summary>A hash of the document before and after: whether two states are the same can be proved, what they were cannot be read. Costs a read before each change.</summary>
    Hash,

    /// <summary>The hashes, and each attribute that changed with its value before and after. What the document held is in the trail, too: mind personal data.</summary>
    Changes,
}
