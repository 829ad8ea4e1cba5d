using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>One change of one document, as the audit trail has it.</summary>
/// <param name="Id">The entry's id; sorts by time.</param>
/// <param name="At">When the change was made.</param>
/// <param name="Model">The document's model.</param>
/// <param name="Partition">Its partition, the most general level first.</param>
/// <param name="Key">Its key.</param>
/// <param name="Operation">What was done: <c>create</c>, <c>save</c> (new or not), <c>replace</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Origin">Who did it, from where.</param>
public sealed record AuditEntry(
    string Id, DateTimeOffset At, string Model, ImmutableArray<string> Partition, string Key, string Operation, ChangeOrigin Origin)
{
    /// <summary>The SHA-256 of the document before, in hexadecimal, over its attributes in the order of their names; null when there was none, or the model's detail has no hashes.</summary>
    public string? Before { get; init; }

    /// <summary>The SHA-256 of the document after; null when it is gone, or the model's detail has no hashes.</summary>
    public string? After { get; init; }

    /// <summary>What changed; empty unless the model's detail is <see cref="AuditDetail.Changes"/>.</summary>
    public ImmutableArray<AuditChange> Changes { get; init; } = [];

    /// <summary>Whether there were more changes than an entry takes (100, or 64 KB).</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether others wrote so often that <see cref="Before"/> may not be the version directly before.</summary>
    public bool IsUncertain { get; init; }
}
