namespace Virga.Documents;

/// <summary>One page of the audit trail, the latest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">The cursor of the next page; null when this is the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, string? Next);
