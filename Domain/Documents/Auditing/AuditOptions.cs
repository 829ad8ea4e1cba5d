namespace Virga.Documents;

/// <summary>How long the audit trail remembers; section <c>Documents:Audit</c> of the configuration.</summary>
public sealed class AuditOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Documents:Audit";

    /// <summary>How long a record is kept, 1 day to 100 years; Cosmos DB removes it then by itself.</summary>
    /// <value>365 days</value>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(365);
}
