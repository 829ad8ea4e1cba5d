namespace Virga.Documents;

/// <summary>A model whose changes are in the audit trail.</summary>
internal sealed record AuditedModel(Schema Schema, AuditDetail Detail);
